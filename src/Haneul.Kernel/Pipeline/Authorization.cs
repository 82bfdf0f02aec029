using Haneul.Kernel.Access;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Http;

namespace Haneul.Kernel.Pipeline;

/// <summary>Lets a call through that holds the permission of its operation; refuses the rest with 403, on the trail.</summary>
internal sealed class Authorization : IPipelineStep
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var call = Call.Of(context);
        if (call.Operation is not { Permission: { Kind: PermissionKind.Granted } permission } operation)
        {
            return next(context);
        }

        var caller = call.Caller;
        return caller.ProjectId is not null && caller.May(permission)
            ? next(context)
            : call.RefuseAsync(CommonErrors.Forbidden.With(operation.OperationId));
    }
}
