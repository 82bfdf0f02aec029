using System.Globalization;
using System.Text.Json;
using Haneul.ApiTests.Access.Personas;

namespace Haneul.ApiTests.Api.CloudTrail.Catalogue;

/// <summary>A row of operations.txt beside this file: the operations that no table of roles has.</summary>
internal sealed class OtherWalkRow(WalkWorld world, string operation, string request, string body, string answer) : WalkRow(operation)
{
    private const string AsAdministrator = "admin: ";
    private static readonly Dictionary<string, string[]> Targets = Read('@').ToDictionary(static cells => cells[0][1..], StringComparer.Ordinal);

    /// <summary>The rows of the table.</summary>
    public static IEnumerable<WalkRow> All(WalkWorld world) =>
        Read(mark: null).Select(cells => new OtherWalkRow(world, cells[0], cells[1], cells[2], cells[3]));

    public override async Task<WalkRequest> AllowedAsync()
    {
        var expected = int.Parse(answer, CultureInfo.InvariantCulture);
        return await FillAsync(await CallerAsync()) with { IsExpected = status => status == expected };
    }

    public override async Task<WalkRequest> RefusedAsync() => await FillAsync(await world.RuledAsync()) with { IsExpected = IsForbidden };

    public override async Task<WalkRequest?> StandingAsync() => await FillAsync(await CallerAsync());

    private async Task<WalkCaller> CallerAsync() => request.StartsWith(AsAdministrator, StringComparison.Ordinal)
        ? (await world.PersonaAsync(KeystonePersona.All.First(static persona => persona.Name == "Project admin"))).Caller
        : world.Keeper;

    private async Task<WalkRequest> FillAsync(WalkCaller caller)
    {
        var made = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, target) in Targets.Where(target => $"{request}{body}".Contains($"{{{target.Key}}}", StringComparison.Ordinal)))
        {
            made.Add(name, await MakeAsync(target));
        }

        var (method, path) = Split(request.Replace(AsAdministrator, "", StringComparison.Ordinal), made);
        return new WalkRequest(Operation, method, path, caller)
        {
            Body = body.Length == 0 ? null : Fill(body, made),
            Scopes = [caller.ProjectId!, caller.DomainId],
            IsExpected = static _ => true,
        };
    }

    private async Task<string> MakeAsync(string[] target)
    {
        var (method, path) = Split(target[1], []);
        var (status, made) = await world.CallAsync(method, path, (await CallerAsync()).Token, target[2].Length == 0 ? null : Fill(target[2], []));
        Assert.True(status is >= 200 and < 300, $"{target[0]}: {status} {made}");
        return target[3].Split('.').Aggregate(made, static (at, step) => at.ValueKind == JsonValueKind.Array ? at[int.Parse(step, CultureInfo.InvariantCulture)] : at.GetProperty(step)).ToString();
    }

    private (HttpMethod Method, string Path) Split(string text, Dictionary<string, string> made)
    {
        var words = text.Split(' ', 2);
        return (new HttpMethod(words[0]), Fill(words[1], made));
    }

    private string Fill(string text, Dictionary<string, string> made) =>
        made.Aggregate(text.Replace("{new}", world.NewName(), StringComparison.Ordinal), static (filled, target) => filled.Replace($"{{{target.Key}}}", target.Value, StringComparison.Ordinal));

    private static IEnumerable<string[]> Read(char? mark)
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Api", "CloudTrail", "Catalogue", "operations.txt")))
        {
            if (line.Length > 0 && line[0] != '#' && line[0] == '@' == (mark is not null))
            {
                var cells = line.Split('|', StringSplitOptions.TrimEntries);
                Assert.True(cells.Length == 4, line);
                yield return cells;
            }
        }
    }
}
