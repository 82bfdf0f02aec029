namespace Haneul.Kernel.Dialects;

/// <summary>Errors that any operation of any service may answer.</summary>
public static class CommonErrors
{
    public static readonly ErrorCode InvalidRequest = new(400, "InvalidRequest", "The request is not valid. {0}");
    public static readonly ErrorCode UnsupportedContentType = new(400, "UnsupportedContentType", "The request must be sent with the header 'Content-Type: application/json'; it was sent {0}.");
    public static readonly ErrorCode HostRefused = new(400, "HostRefused", "The Host header names an address that this server does not answer to.");
    public static readonly ErrorCode Unauthenticated = new(401, "Unauthorized", "The request you have made requires authentication.");
    public static readonly ErrorCode ConflictingTokens = new(401, "Unauthorized", "The request carries two different X-Auth-Token headers.");
    public static readonly ErrorCode Forbidden = new(403, "Forbidden", "You are not authorized to perform the requested action: {0}.");
    public static readonly ErrorCode OutsideAccessRules = new(403, "OutsideAccessRules", "The access rules of the application credential do not allow {0} {1}.");
    public static readonly ErrorCode UnknownPath = new(404, "NotFound", "No resource is known at this path.");
    public static readonly ErrorCode MethodNotAllowed = new(405, "MethodNotAllowed", "The method {0} is not allowed at this path.");
    public static readonly ErrorCode BodyTooLarge = new(413, "RequestTooLarge", "The request body is larger than {0} bytes.");
    public static readonly ErrorCode TooManyRequests = new(429, "TooManyRequests", "Too many requests; try again later.");
    public static readonly ErrorCode Internal = new(500, "InternalServerError", "An unexpected error prevented the server from fulfilling the request. Request id: {0}.");
    public static readonly ErrorCode NotImplemented = new(501, "NotImplemented", "The operation {0} is part of the published API but is not available in this version.");
    public static readonly ErrorCode StorageUnavailable = new(503, "ServiceUnavailable", "The server could not store or read its data; nothing of this request was kept. Try again later.");
    public static readonly ErrorCode TrailUnavailable = new(503, "ServiceUnavailable", "The request could not be recorded on the trail and was not answered. Try again later.");
}
