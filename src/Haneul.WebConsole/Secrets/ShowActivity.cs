using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Secrets;

/// <summary>What was done with a secret, and who can read it.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Readers">Who can read it; null if the person may not know.</param>
/// <param name="Events">Its newest events; null if the person may not see events.</param>
public sealed record SecretActivityModel(CatalogueSecret Secret, ListSecretReadersResponse? Readers, IReadOnlyList<Event>? Events);

/// <summary>Shows who read and changed a secret last, who can read it, and its events.</summary>
internal static class ShowActivity
{
    private const int EventsShown = 20;
    private const int EventsLookedThrough = 200;

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page);
        if (secret is null)
        {
            return failure!;
        }

        var readers = page.Api.GetAsync($"/secrets-manager-service/haneul/v1/secrets-manager/secrets/{secret.Id}/readers");
        var events = page.May("cloud-trail.ListEvents") ? page.Api.GetAsync($"/cloud-trail/api/v1/events?resource_id={secret.Id}&limit={EventsLookedThrough}") : Task.FromResult<ApiAnswer>(null!);
        await Task.WhenAll(readers, events);
        return page.Show<SecretActivityView, SecretActivityModel>(secret.Name, new(
            secret,
            (await readers) is { IsSuccess: true } found ? found.Read(SecretCatalogueJson.Default.ListSecretReadersResponse) : null,
            (await events) is { IsSuccess: true } trail ? trail.Read(CloudTrailJson.Default.ListEventsResponse).Events.Where(IsOfInterest).Take(EventsShown).ToList() : null));
    }

    // A look at this very page is an event too: only what changes something, or reads a value, is worth its line here.
    private static bool IsOfInterest(Event one) =>
        one.Request.Method != HttpMethods.Get || one.EventName.EndsWith("Value", StringComparison.Ordinal) || one.Result != EventResults.Success;
}
