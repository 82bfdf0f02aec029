using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Haneul.ApiTests.Api.SecretsManager;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Outbound;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Notifications.Delivery;
using Haneul.Security.CloudTrail.Notifications.Matching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Haneul.ApiTests.Api.CloudTrail.Notifications;

/// <summary>A server whose operator allows webhooks on the loopback network, whose names the test makes up, and that logs everything into memory.</summary>
public class NotificationsFixture : ApiFixture
{
    internal const string Rules = "/cloud-trail/haneul/v1/notification-rules";

    /// <summary>Every line that was logged.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>What names stand for; others are not known.</summary>
    public ConcurrentDictionary<string, string[]> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>The networks that the operator allows.</summary>
    protected virtual IReadOnlyList<IPNetwork> AllowedNetworks => [IPNetwork.Parse("127.0.0.0/8")];

    protected override IReadOnlyDictionary<string, string?> ExtraSettings => LogCollector.Settings;

    internal IDatabase Store => Services.GetRequiredService<IDatabase>();

    protected override void ReplaceServices(IServiceCollection services)
    {
        base.ReplaceServices(services);
        services.AddSingleton<ILoggerProvider>(new LogCollector(Lines));
        services.AddSingleton(new OutboundAddresses(AllowedNetworks, ResolveAsync));
    }

    /// <summary>A Project Admin of a project of its own.</summary>
    public async Task<Persona> NewAdminAsync() => await CreatePersonaAsync(await CreateProjectAsync(), "project_admin");

    /// <summary>Makes a rule.</summary>
    public async Task<CreatedRule> CreateRuleAsync(string token, string url, string pattern = """{"event_names":["Create Secret"]}""", string name = "rule", string more = "")
    {
        using var response = await SendAsync(HttpMethod.Post, Rules, token, $$$$"""{"rule":{"name":"{{{{name}}}}","url":"{{{{url}}}}","pattern":{{{{pattern}}}}{{{{more}}}}}}""");
        var body = await ContractCheck.VerifyAsync("CreateNotificationRule", response);
        Assert.True((int)response.StatusCode == 201, body.GetRawText());
        return new CreatedRule(body.GetProperty("rule").GetProperty("id").GetString()!, body.GetProperty("signing_secret").GetString()!, body.GetProperty("rule"));
    }

    /// <summary>Makes a call whose answer must fit the contract.</summary>
    public async Task<(int Status, JsonElement Body)> CallRuleAsync(string operationId, HttpMethod method, string path, string token, string? json = null)
    {
        using var response = await SendAsync(method, Rules + path, token, json);
        return ((int)response.StatusCode, await ContractCheck.VerifyAsync(operationId, response));
    }

    /// <summary>The deliveries of a rule, newest first.</summary>
    public async Task<List<JsonElement>> DeliveriesAsync(string token, string ruleId, string query = "")
    {
        var (status, body) = await CallRuleAsync("ListNotificationDeliveries", HttpMethod.Get, $"/{ruleId}/deliveries{query}", token);
        Assert.True(status == 200, body.GetRawText());
        return [.. body.GetProperty("deliveries").EnumerateArray()];
    }

    /// <summary>Makes a secret: what most rules of these tests wait for.</summary>
    public async Task<string> CreateSecretAsync(string token, string name)
    {
        var (status, body) = await CallAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", token, SecretCalls.NewSecret(name, """{"key":"value"}"""));
        Assert.True(status is 200 or 201, body.GetRawText());
        return body.GetProperty("secret").GetProperty("id").GetString()!;
    }

    /// <summary>Seals what has happened and compares it with the rules.</summary>
    public async Task MatchAsync()
    {
        await Services.GetRequiredService<TrailChain>().SealAsync();
        await Services.GetRequiredService<NotificationMatcher>().MatchAsync();
    }

    /// <summary>Delivers what is due.</summary>
    public Task DeliverAsync() => Services.GetRequiredService<NotificationSender>().DeliverDueAsync();

    /// <summary>Brings what has happened to the webhooks, as the server does by itself within seconds.</summary>
    public async Task NotifyAsync()
    {
        await MatchAsync();
        await DeliverAsync();
    }

    private Task<IPAddress[]> ResolveAsync(string name, CancellationToken cancellation) =>
        Names.TryGetValue(name, out var addresses) ? Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse))
        : IPAddress.TryParse(name, out var address) ? Task.FromResult<IPAddress[]>([address])
        : Task.FromException<IPAddress[]>(new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound));
}

/// <summary>A rule that was made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Secret">Its signing secret.</param>
/// <param name="Json">What the answer says of it.</param>
public sealed record CreatedRule(string Id, string Secret, JsonElement Json);
