"""A service behind the stock auth_token middleware: it answers who the middleware says is calling.

The argument is the middleware's configuration as JSON. The first line of the output is the port.
"""
import json
import logging
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

from keystonemiddleware.auth_token import AuthProtocol

logging.basicConfig(stream=sys.stderr, level=logging.CRITICAL)


def tell_caller(environ, start_response):
    caller = {name[len("HTTP_"):].replace("_", "-"): value for name, value in environ.items()
              if name.startswith(("HTTP_X_USER_", "HTTP_X_PROJECT_", "HTTP_X_ROLES", "HTTP_X_IDENTITY_STATUS", "HTTP_OPENSTACK_SYSTEM_SCOPE"))}
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(caller).encode()]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


server = make_server("127.0.0.1", 0, AuthProtocol(tell_caller, json.loads(sys.argv[1])), handler_class=Quiet)
print(server.server_port, flush=True)
server.serve_forever()
