using System.Text;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.CloudTrail.Notifications.Rules;

/// <summary>
/// Encloses what is confidential of a rule: the address, whose path may be a password, and the signing secrets. Under the keys of the installation and bound to project, rule and
/// secret, the address also to whose events the rule sends: who can write to the database can't send events to a place of their own.
/// </summary>
internal sealed class RuleSecrets(IKeyring keyring, IdGenerator ids)
{
    /// <summary>Of the address of a rule.</summary>
    public const string UrlPurpose = "trail-notification-url";

    /// <summary>Of a signing secret.</summary>
    public const string SecretPurpose = "trail-notification-secret";

    private const int SecretBytes = 32;

    /// <summary>A new signing secret, and what is stored of it.</summary>
    public async ValueTask<NewSigningSecret> CreateAsync(string projectId, string ruleId, CancellationToken cancellation)
    {
        var secret = ids.NewUrlSafe(SecretBytes);
        var id = ids.NewUuid();
        var envelope = await keyring.SealAsync(ScopeOfSecret(projectId, ruleId, id), Encoding.ASCII.GetBytes(secret), cancellation);
        return new NewSigningSecret(secret, new SealedSecret(id, envelope));
    }

    /// <summary>A signing secret of a rule.</summary>
    public ValueTask<SecretBuffer> OpenAsync(StoredRule rule, SealedSecret secret, CancellationToken cancellation) =>
        keyring.OpenAsync(ScopeOfSecret(rule.ProjectId, rule.Id, secret.Id), secret.Envelope, cancellation);

    /// <summary>The rule with an address.</summary>
    public async ValueTask<StoredRule> SealUrlAsync(StoredRule rule, WebhookUrl url, CancellationToken cancellation) =>
        rule with { Target = url.Target, Url = await keyring.SealAsync(ScopeOfUrl(rule), Encoding.ASCII.GetBytes(url.Text), cancellation) };

    /// <summary>The address of a rule.</summary>
    public async ValueTask<Uri> OpenUrlAsync(StoredRule rule, CancellationToken cancellation)
    {
        using var opened = await keyring.OpenAsync(ScopeOfUrl(rule), rule.Url, cancellation);
        return new Uri(Encoding.ASCII.GetString(opened.Span));
    }

    // Ids have no spaces.
    private static EnvelopeScope ScopeOfSecret(string projectId, string ruleId, string secretId) =>
        new("", SecretPurpose, ProjectId: "", $"{projectId} {ruleId} {secretId}", Version: 0);

    private static EnvelopeScope ScopeOfUrl(StoredRule rule) =>
        new("", UrlPurpose, ProjectId: "", $"{rule.ProjectId} {rule.Id} {(int)rule.Category} {rule.DomainId}", Version: 0);
}

/// <summary>A signing secret as it is stored.</summary>
internal sealed record SealedSecret(string Id, byte[] Envelope);

/// <summary>A signing secret that was just made.</summary>
/// <param name="Secret">For the answer, once.</param>
/// <param name="Sealed">For the database.</param>
internal sealed record NewSigningSecret(string Secret, SealedSecret Sealed)
{
    /// <summary>Never shows the secret.</summary>
    public override string ToString() => nameof(NewSigningSecret);
}
