using Haneul.Kernel.Access;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Http;

namespace Haneul.Kernel.Pipeline;

/// <summary>
/// Holds tokens of an access key with access rules to them: 403 for a call that no rule names, before anything else is asked. It compares the very path that routing
/// compared, so there is no spelling that one of the two reads otherwise. Keystone's middleware answers 401 in front of other services; here the token is valid and the
/// client must not throw it away (decisions.md, delegated tokens).
/// </summary>
internal sealed class AccessRuleCheck : IPipelineStep
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var call = Call.Of(context);
        return call.CallerOrNull?.AccessRules is not { } rules || Allows(rules, call)
            ? next(context)
            : call.RefuseAsync(CommonErrors.OutsideAccessRules.With(ShownText.Cut(context.Request.Method), ShownText.Cut(PathOf(call).ToString())));
    }

    private static bool Allows(AccessRules rules, Call call)
    {
        if (call.Operation?.IsOpenWhateverTheAccessRules?.Invoke(call) == true)
        {
            return true;
        }

        return call.Service is { } service
            && rules.Allow(service.CatalogType.Length > 0 ? service.CatalogType : service.Id, call.Context.Request.Method, PathOf(call), service.AccessRuleRoot);
    }

    /// <summary>The path without the canonical prefix of its service, and without its root.</summary>
    private static ReadOnlySpan<char> PathOf(Call call)
    {
        var path = call.Context.Request.Path.Value.AsSpan();
        if (call.Service is not { } service)
        {
            return path;
        }

        path = path[(service.Id.Length + 1)..];
        var root = service.AccessRuleRoot;
        return root.Length > 0 && path.StartsWith(root) && (path.Length == root.Length || path[root.Length] == '/') ? path[root.Length..] : path;
    }
}
