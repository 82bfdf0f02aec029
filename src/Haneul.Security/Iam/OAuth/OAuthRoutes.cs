using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Iam.OAuth;

/// <summary>OAuth1: programs (consumers) that act for users who let them.</summary>
internal static class OAuthRoutes
{
    /// <summary>The collection of consumers in paths and links.</summary>
    public const string Consumers = "OS-OAUTH1/consumers";

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<OAuthSecrets>().AddSingleton<SignedRequests>().AddSingleton<ConsumerCalls>().AddSingleton<OAuthScope>();
        services.AddSingleton<ISignInMethod, OAuthSignIn>();
    }

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity/v3/OS-OAUTH1/consumers", ListConsumers.HandleAsync).For(ListConsumers.Operation);
        api.MapPost("/identity/v3/OS-OAUTH1/consumers", CreateConsumer.HandleAsync).For(CreateConsumer.Operation);
        api.MapGet("/identity/v3/OS-OAUTH1/consumers/{consumer_id}", GetConsumer.HandleAsync).For(GetConsumer.Operation);
        api.MapPatch("/identity/v3/OS-OAUTH1/consumers/{consumer_id}", UpdateConsumer.HandleAsync).For(UpdateConsumer.Operation);
        api.MapDelete("/identity/v3/OS-OAUTH1/consumers/{consumer_id}", DeleteConsumer.HandleAsync).For(DeleteConsumer.Operation);
        api.MapPost("/identity/v3/OS-OAUTH1/request_token", CreateRequestToken.HandleAsync).For(CreateRequestToken.Operation);
        api.MapPut("/identity/v3/OS-OAUTH1/authorize/{request_token_id}", AuthorizeRequestToken.HandleAsync).For(AuthorizeRequestToken.Operation);
        api.MapPost("/identity/v3/OS-OAUTH1/access_token", CreateAccessToken.HandleAsync).For(CreateAccessToken.Operation);
        api.MapGet("/identity/v3/users/{user_id}/OS-OAUTH1/access_tokens", ListAccessTokens.HandleAsync).For(ListAccessTokens.Operation);
        api.MapGet("/identity/v3/users/{user_id}/OS-OAUTH1/access_tokens/{access_token_id}", GetAccessToken.HandleAsync).For(GetAccessToken.Operation);
        api.MapDelete("/identity/v3/users/{user_id}/OS-OAUTH1/access_tokens/{access_token_id}", DeleteAccessToken.HandleAsync).For(DeleteAccessToken.Operation);
        api.MapGet("/identity/v3/users/{user_id}/OS-OAUTH1/access_tokens/{access_token_id}/roles", ListAccessTokenRoles.HandleAsync).For(ListAccessTokenRoles.Operation);
        api.MapGet("/identity/v3/users/{user_id}/OS-OAUTH1/access_tokens/{access_token_id}/roles/{role_id}", GetAccessTokenRole.HandleAsync).For(GetAccessTokenRole.Operation);
    }
}
