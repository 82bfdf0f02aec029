using System.Globalization;
using Haneul.ApiTests.WebConsole.Security;
using Haneul.Security.CloudTrail.Verification.Runs;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.WebConsole.Roles;

/// <summary>
/// Every role at every page and every form of the console. What is expected comes from the API's own matrices by the operations that a page stands on (routes.txt), and the pages
/// themselves come from the routes that are mapped: one without a row fails. Each test tells all that is wrong for its role at once.
/// </summary>
public sealed class ConsoleRoleMatrixTests(RolesWorld world) : IClassFixture<RolesWorld>
{
    private const string SessionCookie = "haneul-console";
    private const string ChooseProject = "/projects/choose";
    private const string SigningInOrOut = "/sign-";

    public static TheoryData<string> Names => [.. ConsolePersona.All.Select(static persona => persona.Name)];

    [Fact]
    public void Every_page_and_every_form_has_a_row_and_every_row_has_a_page_or_a_form()
    {
        var mapped = ConsoleRoute.Pages(world).Concat(ConsoleRoute.Forms(world)).Select(static route => route.ToString()).ToHashSet(StringComparer.Ordinal);
        var rows = RouteTable.Rows.Select(static row => row.ToString()).ToList();

        Assert.Empty(mapped.Except(rows));
        Assert.Empty(rows.Except(mapped));
        Assert.Distinct(rows);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_role_sees_does_and_is_offered_what_the_API_lets_it_and_nothing_else(string name)
    {
        var persona = ConsolePersona.All.Single(persona => persona.Name == name);
        var person = await world.SignInAsync(persona);
        using var browser = person.Browser;
        var allowed = RouteTable.Rows.ToDictionary(static row => row, row => persona.May(row.Needs, person.Opened));
        var crawl = new Crawl(person);
        await crawl.RunAsync();

        List<string> wrong = [.. await PagesAsync(person, crawl, allowed), .. Offers(crawl, allowed), .. await RefusedFormsAsync(person, allowed), .. await AllowedFormsAsync(person, allowed)];

        Assert.True(wrong.Count == 0, $"{name}:\n{string.Join('\n', wrong)}");
    }

    private static async Task<List<string>> PagesAsync(SignedInPerson person, Crawl crawl, Dictionary<RouteRow, bool> allowed)
    {
        var wrong = new List<string>();
        foreach (var row in RouteTable.Rows.Where(static row => !row.IsForm))
        {
            var seen = await crawl.OpenAsync(row.PathIn(person.Things));
            if (allowed[row] ? !row.IsAnswer(seen.Status) : !IsRefusal(row, seen.Status, seen.Location))
            {
                wrong.Add($"{row}: {seen.Status} {seen.Location}, but {Expectation(allowed[row])} ({row.Needs})");
            }

            if (!allowed[row] && NamesIn(person).FirstOrDefault(thing => seen.Body.Contains(thing.Value, StringComparison.Ordinal)) is { Key: not null } shown)
            {
                wrong.Add($"{row}: refused, and yet shows the {shown.Key}");
            }
        }

        return wrong;
    }

    private static IEnumerable<string> Offers(Crawl crawl, Dictionary<RouteRow, bool> allowed)
    {
        var offered = new HashSet<RouteRow>();
        foreach (var ((method, path), page) in crawl.Offers)
        {
            if (RouteTable.Find(method, path) is not { } row)
            {
                if (!path.StartsWith("/assets/", StringComparison.Ordinal))
                {
                    yield return $"{page} leads to {method} {path}, which is nothing";
                }
            }
            else if (offered.Add(row) && !allowed[row] && !row.IsForAll)
            {
                yield return $"{row}: offered by {page}, but refused ({row.Needs})";
            }
        }

        foreach (var row in RouteTable.Rows.Where(row => row.IsLinked && (allowed[row] || row.IsForAll) && !offered.Contains(row)))
        {
            yield return $"{row}: allowed, but no page offers it ({row.Needs})";
        }
    }

    // The forms are sent as if they had been on a page: with a token that is good, and everything filled in that whoever is allowed would fill in.
    private async Task<List<string>> RefusedFormsAsync(SignedInPerson person, Dictionary<RouteRow, bool> allowed)
    {
        var wrong = new List<string>();
        var before = await world.SnapshotAsync();
        foreach (var row in RouteTable.Rows.Where(row => row.IsForm && !allowed[row]))
        {
            await SendAsync(person, row, person.Things);
            if (!IsRefusal(row, (int)person.Browser.Status, person.Browser.Location))
            {
                wrong.Add($"{row}: {(int)person.Browser.Status} {person.Browser.Location}, but {Expectation(isAllowed: false)} ({row.Needs})");
            }
        }

        var after = await world.SnapshotAsync();
        wrong.AddRange(before.Where(part => after[part.Key] != part.Value).Select(static part => $"A refused form changed {part.Key}"));
        return wrong;
    }

    private async Task<List<string>> AllowedFormsAsync(SignedInPerson person, Dictionary<RouteRow, bool> allowed)
    {
        var wrong = new List<string>();

        // Signing in and out come last: they end the session.
        foreach (var row in RouteTable.Rows.Where(row => row.IsForm && allowed[row]).OrderBy(static row => row.Route.Template.StartsWith(SigningInOrOut, StringComparison.Ordinal)))
        {
            var things = new Dictionary<string, string>(person.Things, StringComparer.Ordinal) { ["new"] = string.Create(CultureInfo.InvariantCulture, $"m{person.Things["own-id"][..6]}{wrong.Count}x{row.Route.Template.Length}") };
            foreach (var thing in row.Fresh)
            {
                await world.MakeAsync(thing, things);
            }

            await SendAsync(person, row, things);
            if (!row.IsAnswer((int)person.Browser.Status))
            {
                wrong.Add($"{row}: {(int)person.Browser.Status} {person.Browser.Location}, but {Expectation(isAllowed: true)} ({row.Needs}): {Start(person.Browser.Text)}");
            }

            await world.Services.GetRequiredService<VerificationRunner>().Running;
        }

        await world.TidyAsync();

        return wrong;
    }

    private async Task SendAsync(SignedInPerson person, RouteRow row, Dictionary<string, string> things)
    {
        var path = row.PathIn(things);
        var secret = SessionSecret.Parse(person.Browser.Cookies[SessionCookie])!;
        var token = world.Services.GetRequiredService<FormTokens>().Create(secret, path);
        using var content = new FormUrlEncodedContent(row.FieldsIn(things).Append(KeyValuePair.Create(FormTokens.FieldName, token)));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        await person.Browser.SendAsync(request);
    }

    // Who works in no project is asked to choose one where the page is about one.
    private static bool IsRefusal(RouteRow row, int status, string? location) => row.IsRefusal(status) || (status == 303 && location!.StartsWith(ChooseProject, StringComparison.Ordinal));

    private static string Expectation(bool isAllowed) => isAllowed ? "allowed" : "refused";

    private static IEnumerable<KeyValuePair<string, string>> NamesIn(SignedInPerson person) =>
        person.Things.Where(static thing => thing.Key.EndsWith("-name", StringComparison.Ordinal) && !thing.Key.StartsWith("own", StringComparison.Ordinal) && !thing.Key.StartsWith("keeper", StringComparison.Ordinal));

    private static string Start(string text) => text[..Math.Min(text.Length, 160)];
}
