using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Crypto;

namespace Haneul.Security.Iam.Credentials;

/// <summary>
/// Encrypts what credentials hold, under the installation's own key and not a project's: many belong to no project. A blob is bound to its credential, user, project and
/// type, so that a row that somebody gave to another user opens for nobody.
/// </summary>
internal sealed class CredentialBlobs(IKeyring keyring)
{
    /// <summary>Keeps these envelopes apart from those of other tables.</summary>
    public const string Purpose = "iam-credential";

    /// <summary>The credential with this blob.</summary>
    public async ValueTask<Credential> SealAsync(Credential credential, string blob, CancellationToken cancellation)
    {
        var bytes = Encoding.UTF8.GetBytes(blob);
        try
        {
            return credential with { Sealed = await keyring.SealAsync(ScopeOf(credential), bytes, cancellation) };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>The blob of a credential.</summary>
    public async ValueTask<string> OpenAsync(Credential credential, CancellationToken cancellation)
    {
        using var opened = await keyring.OpenAsync(ScopeOf(credential), credential.Sealed, cancellation);
        return Encoding.UTF8.GetString(opened.Span);
    }

    // Ids have no spaces; the type, which may have any, stands last.
    private static EnvelopeScope ScopeOf(Credential credential) => new(
        "", Purpose, ProjectId: "", $"{credential.Id} {credential.UserId} {credential.ProjectId ?? "-"} {credential.Type}", Version: 0);
}
