using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.SignIn;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.AccessKeys;

/// <summary>An access key as the console shows it.</summary>
/// <param name="Key">As the API has it.</param>
/// <param name="ProjectName">The name of its project; its id where the person is no member any more.</param>
/// <param name="ExpiresAt">When it expires; null for never.</param>
/// <param name="Use">When it was last used; null where the present project and roles do not tell.</param>
public sealed record OwnAccessKey(AccessKeyBody Key, string ProjectName, DateTimeOffset? ExpiresAt, LastUse? Use);

/// <summary>When a call was last made with an access key.</summary>
/// <param name="At">When; null for none that the trail still has.</param>
public sealed record LastUse(DateTimeOffset? At);

/// <summary>Reads the access keys of whoever is signed in.</summary>
internal static class OwnAccessKeys
{
    /// <summary>All of them, by name; null with the answer if the API refused.</summary>
    public static async Task<(IReadOnlyList<OwnAccessKey> Keys, ApiAnswer Answer)> ListAsync(Page page)
    {
        var answer = await page.Home.GetAsync($"/iam/identity/v3/users/{page.Session!.UserId}/application_credentials");
        if (!answer.IsSuccess)
        {
            return ([], answer);
        }

        var names = (await Projects.ListAsync(page)).ToDictionary(static project => project.Id, static project => project.Name, StringComparer.Ordinal);
        var keys = answer.Read(IamJson.Default.AccessKeysResponse).ApplicationCredentials.OrderBy(static key => key.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var uses = await Task.WhenAll(keys.Select(key => LastUseAsync(page, key)));
        return ([.. keys.Zip(uses, (key, use) => Of(key, names, use))], answer);
    }

    /// <summary>One of them; null if there is none of that id.</summary>
    public static async Task<OwnAccessKey?> FindAsync(Page page, string id) => (await ListAsync(page)).Keys.FirstOrDefault(key => key.Key.Id == id);

    private static OwnAccessKey Of(AccessKeyBody key, Dictionary<string, string> names, LastUse? use) =>
        new(key, names.GetValueOrDefault(key.ProjectId, key.ProjectId), WireInstant.Parse(key.ExpiresAt), use);

    // Where a key was last used is on the trail of its project; other projects' trails are not this page's to read.
    private static async Task<LastUse?> LastUseAsync(Page page, AccessKeyBody key)
    {
        if (page.Caller is null || key.ProjectId != page.State!.ProjectId || !page.May("cloud-trail.ListEvents"))
        {
            return null;
        }

        var answer = await page.Api.GetAsync($"/cloud-trail/api/v1/events?limit=1&credential_id={key.Id}");
        return !answer.IsSuccess ? null
            : answer.Json.GetProperty("events") is var events && events.GetArrayLength() > 0 ? new LastUse(WireInstant.Parse(events[0].GetProperty("event_time").GetString()))
            : new LastUse(null);
    }
}
