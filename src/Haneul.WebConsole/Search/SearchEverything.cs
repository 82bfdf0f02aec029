using Haneul.WebConsole.Api;
using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.SignIn;
using Haneul.Wire.Kms;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Search;

/// <summary>Something that was found.</summary>
/// <param name="Path">Its page.</param>
/// <param name="Name">Its name.</param>
/// <param name="Detail">What tells it from others: its id, its description; empty for none.</param>
public sealed record Found(string Path, string Name, string Detail);

/// <summary>What was found of one kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Found">What was found.</param>
public sealed record FoundGroup(Text Kind, IReadOnlyList<Found> Found);

/// <summary>What the search shows.</summary>
/// <param name="Words">What was searched for; null before anything was.</param>
/// <param name="Groups">What was found, by kind.</param>
public sealed record SearchModel(string? Words, IReadOnlyList<FoundGroup> Groups)
{
    /// <summary>Whether more was typed than is searched for.</summary>
    public bool IsTooLong { get; init; }
}

/// <summary>Searches names and ids of everything that the person may see, and pages. Each kind is asked of its service, which decides what the person sees.</summary>
internal static class SearchEverything
{
    private const int MostOfKind = 10;
    private const int MostWords = 200;
    private const int MostKeys = 1000;

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var words = page.Query("q")?.Trim() is { Length: > 0 } text ? text : null;
        if (words is { Length: > MostWords })
        {
            return page.Show<SearchView, SearchModel>(page.T(SearchTexts.Title), new(words[..MostWords], []) { IsTooLong = true }, StatusCodes.Status400BadRequest);
        }

        var groups = words is null ? [] : await FindAsync(page, words);
        return page.Show<SearchView, SearchModel>(page.T(SearchTexts.Title), new(words, groups));
    }

    private static async Task<IReadOnlyList<FoundGroup>> FindAsync(Page page, string words)
    {
        // Scopes are opened one after the other: opening one changes the session.
        var organisation = await page.InOrganisationAsync();
        await page.LookForOrganisationAsync();
        var found = await Task.WhenAll(
            SecretsAsync(page, words), KeysAsync(page, words), AccessKeysAsync(page, words), ProjectsAsync(page, words),
            NamedAsync(page, organisation, "users", words), NamedAsync(page, organisation, "groups", words));
        Text[] kinds = [SearchTexts.Secrets, SearchTexts.Keys, SearchTexts.AccessKeys, SearchTexts.Projects, SearchTexts.Users, SearchTexts.Groups];
        return [.. kinds.Zip(found, static (kind, some) => new FoundGroup(kind, some)).Append(Pages(page, words)).Append(Events(page, words)).Where(static group => group.Found.Count > 0)];
    }

    private static async Task<IReadOnlyList<Found>> SecretsAsync(Page page, string words)
    {
        if (!page.May("secrets-manager.SearchSecrets"))
        {
            return [];
        }

        if (LooksLikeId(words))
        {
            var one = await page.Api.GetAsync($"/secrets-manager-service/api/v1/secrets/{words}");
            return one.IsSuccess && one.Json.GetProperty("secret") is var secret
                ? [new($"/secrets/{words}", secret.GetProperty("name").GetString()!, words)]
                : [];
        }

        var answer = await page.Api.GetAsync($"/secrets-manager-service/haneul/v1/secrets-manager/secrets?q={words}&limit={MostOfKind}");
        return answer.IsSuccess
            ? [.. answer.Read(SecretCatalogueJson.Default.SearchSecretsResponse).Secrets.Select(static secret => new Found($"/secrets/{secret.Id}", secret.Name, secret.Description ?? ""))]
            : [];
    }

    private static async Task<IReadOnlyList<Found>> KeysAsync(Page page, string words)
    {
        if (!page.May("kms.ListUserKeys"))
        {
            return [];
        }

        var answer = await page.Api.GetAsync($"/kms/api/v1/keys?limit={MostKeys}");
        return answer.IsSuccess
            ? [.. answer.Read(KmsKeysJson.Default.ListUserKeysResponse).Keys
                .Where(key => Has(key.Name, words) || Has(key.Id, words))
                .Take(MostOfKind).Select(static key => new Found($"/keys/{key.Id}", key.Name, key.Id))]
            : [];
    }

    private static async Task<IReadOnlyList<Found>> AccessKeysAsync(Page page, string words)
    {
        var answer = await page.Home.GetAsync($"/iam/identity/v3/users/{page.Session!.UserId}/application_credentials");
        return answer.IsSuccess
            ? [.. answer.Read(Haneul.Wire.Iam.IamJson.Default.AccessKeysResponse).ApplicationCredentials
                .Where(key => Has(key.Name, words) || Has(key.Id, words))
                .Take(MostOfKind).Select(static key => new Found($"/access-keys/{key.Id}", key.Name, key.Id))]
            : [];
    }

    private static async Task<IReadOnlyList<Found>> ProjectsAsync(Page page, string words) =>
        [.. (await Projects.ListAsync(page)).Where(project => Has(project.Name, words) || Has(project.Id, words))
            .Take(MostOfKind).Select(static project => new Found($"/iam/projects/{project.Id}", project.Name, project.Id))];

    private static async Task<IReadOnlyList<Found>> NamedAsync(Page page, ApiClient? organisation, string kind, string words)
    {
        if (organisation is null)
        {
            return [];
        }

        var answer = await organisation.GetAsync(ApiPath.Of($"/iam/identity/v3/").Then(kind).With("domain_id", page.Session!.DomainId).With("name__icontains", words).With("limit", "10"));
        return answer.IsSuccess
            ? [.. answer.Json.GetProperty(kind).EnumerateArray().Select(one => new Found($"/iam/{kind}/{one.GetProperty("id").GetString()}", one.GetProperty("name").GetString()!, one.GetProperty("id").GetString()!))]
            : [];
    }

    private static FoundGroup Pages(Page page, string words) => new(SearchTexts.PagesHeading,
        [.. NavigationItems.Groups.SelectMany(static group => group.Items)
            .Where(item => Has(item.Text.English, words) || Has(item.Text.Korean, words))
            .Select(item => (item.Text, Path: item.PathFor(page))).Where(static item => item.Path is not null)
            .Select(item => new Found(item.Path!, page.T(item.Text), ""))]);

    private static FoundGroup Events(Page page, string words) => new(SearchTexts.Events,
        !page.May("cloud-trail.ListEvents") ? []
        : words.StartsWith("req-", StringComparison.Ordinal) ? [new($"/events?request_id={Uri.EscapeDataString(words)}", words, "")]
        : LooksLikeId(words) ? [new($"/events?resource_id={Uri.EscapeDataString(words)}", words, "")]
        : []);

    private static bool Has(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static bool LooksLikeId(string words) => words.Length is 32 or 36 && words.All(static character => char.IsAsciiHexDigit(character) || character == '-');
}
