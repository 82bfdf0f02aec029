using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Iam.Credentials;

/// <summary>EC2 (S3) keys and other credentials.</summary>
internal static class CredentialRoutes
{
    private const string Ec2Keys = "/identity/v3/users/{user_id}/credentials/OS-EC2";

    public static void Add(IServiceCollection services) =>
        services.AddSingleton<CredentialBlobs>().AddSingleton<CredentialWriting>().AddSingleton<Ec2Rendering>();

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity/v3/credentials", ListCredentials.HandleAsync).For(ListCredentials.Operation);
        api.MapPost("/identity/v3/credentials", CreateCredential.HandleAsync).For(CreateCredential.Operation);
        api.MapGet("/identity/v3/credentials/{credential_id}", GetCredential.HandleAsync).For(GetCredential.Operation);
        api.MapPatch("/identity/v3/credentials/{credential_id}", UpdateCredential.HandleAsync).For(UpdateCredential.Operation);
        api.MapDelete("/identity/v3/credentials/{credential_id}", DeleteCredential.HandleAsync).For(DeleteCredential.Operation);
        api.MapPost("/identity/v3/s3tokens", ValidateS3Token.HandleAsync).For(ValidateS3Token.Operation);
        api.MapGet(Ec2Keys, ListEc2Credentials.HandleAsync).For(ListEc2Credentials.Operation);
        api.MapPost(Ec2Keys, CreateEc2Credential.HandleAsync).For(CreateEc2Credential.Operation);
        api.MapGet(Ec2Keys + "/{credential_id}", GetEc2Credential.HandleAsync).For(GetEc2Credential.Operation);
        api.MapDelete(Ec2Keys + "/{credential_id}", DeleteEc2Credential.HandleAsync).For(DeleteEc2Credential.Operation);
    }
}
