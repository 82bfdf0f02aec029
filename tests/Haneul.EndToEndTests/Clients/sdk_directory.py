"""Looks around in the directory with the stock OpenStack SDK and tells, as JSON, what it found.

The arguments are the settings for sign-in as JSON, and a prefix for the names of what it makes.
"""
import json
import sys

import openstack

settings, prefix = json.loads(sys.argv[1]), sys.argv[2]
cloud = openstack.connect(load_yaml_config=False, load_envvars=False, auth_type="v3password", identity_api_version="3", **settings)
identity = cloud.identity
found = {
    "user_id": cloud.current_user_id,
    "project_id": cloud.current_project_id,
    "projects": [project.name for project in identity.projects()],
    "users": [user.name for user in identity.users()],
    "own_project": identity.find_project(cloud.current_project_id, ignore_missing=False).name,
    "nobody": identity.find_user(prefix + "nobody", ignore_missing=True),
}

made = [identity.create_user(name=f"{prefix}{number}", password="Passw0rd-of-a-client", email=f"{number}@example.org") for number in range(5)]
identity.update_user(made[0], description="changed")
found["changed"] = identity.get_user(made[0].id).to_dict(original_names=True)
found["by_name"] = identity.find_user(prefix + "1", ignore_missing=False).id == made[1].id
found["by_filter"] = [user.id for user in identity.users(name=prefix + "2")] == [made[2].id]

# Two at a time: with more than five there are at least three pages.
paged = [user.name for user in identity.users(limit=2)]
found["paged"] = [name for name in paged if name.startswith(prefix)]
found["paged_all_once"] = len(paged) == len(set(paged)) == len(list(identity.users()))

project = identity.create_project(name=prefix + "project")
found["project_enabled"] = project.is_enabled
found["project_by_name"] = identity.find_project(prefix + "project", ignore_missing=False).id == project.id
identity.delete_project(project)
for user in made:
    identity.delete_user(user)
found["left"] = [user.name for user in identity.users() if user.name.startswith(prefix)]
try:
    identity.get_user(made[0].id)
except openstack.exceptions.ResourceNotFound:
    found["gone"] = True
print(json.dumps(found))
