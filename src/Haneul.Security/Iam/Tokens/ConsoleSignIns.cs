using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Tokens;

/// <summary>
/// What the trail tells of tokens when the console gets and ends them: the catalogue has events for the people in front of it, and none for tokens (spec/iam-and-trail.md
/// section 6.5). Calls of the API keep the events of their operations.
/// </summary>
internal static class ConsoleSignIns
{
    private const string Auth = "Auth";

    public static readonly ConsoleEvent Login = new("Console Login", Auth, TrailCategory.Organisation, "a password gets a token");
    public static readonly ConsoleEvent LoginFail = new("Console Login Fail", Auth, TrailCategory.Organisation, "a password or passcode of a known user is refused");
    public static readonly ConsoleEvent Logout = new("Console Logout", Auth, TrailCategory.Organisation, "a token ends itself");
    public static readonly ConsoleEvent ChooseProject = new("Choose Project", Auth, TrailCategory.Project, "a token gets one for a project");

    /// <summary>A token is about to be issued.</summary>
    public static void Granted(Call call, TokenRequest request, TokenGrant grant)
    {
        if (call.Origin != CallOrigin.Console)
        {
            return;
        }

        if (request.Password is not null)
        {
            Tell(call, Login, call.Trail.ActorId, call.Trail.ActorName);
        }
        else if (request.Token is not null && grant.Subject.Project is { } project)
        {
            Tell(call, ChooseProject, project.Id, project.Name);
            call.Trail.ProjectId = project.Id;
            call.Trail.DomainId = project.DomainId;
        }
    }

    /// <summary>A sign-in was refused. That a passcode is still to come is no failure: the console asks for it then.</summary>
    public static void Refused(Call call, TokenRequest request, Error error)
    {
        if (call.Origin == CallOrigin.Console && request.Password is not null && error.Code.Status == 401 && error.Code != IamErrors.MethodsRequired)
        {
            Tell(call, LoginFail, call.Trail.ActorId, call.Trail.ActorName);
        }
    }

    /// <summary>A token is about to be ended. Only the one that the call is made with: ending another session is not leaving this one.</summary>
    public static void Ended(Call call)
    {
        if (call.Origin == CallOrigin.Console && SubjectToken.IsOwn(call))
        {
            Tell(call, Logout, call.Caller.UserId, call.Caller.UserName);
        }
    }

    private static void Tell(Call call, ConsoleEvent told, string? resourceId, string? resourceName)
    {
        call.Trail.InConsole = told;
        call.Trail.ResourceId = resourceId;
        call.Trail.ResourceName = resourceName;
    }
}
