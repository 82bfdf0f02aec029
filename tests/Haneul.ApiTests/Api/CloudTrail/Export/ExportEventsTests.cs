using System.Globalization;
using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Export;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.CloudTrail.Export;

public sealed class ExportEventsTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Path = "/cloud-trail/haneul/v1/events/export";

    // More than all buffers between the two hold.
    private const int ManyEvents = 6_000;
    private const int LongFact = 4_000;

    [Fact]
    public async Task A_file_of_json_lines_has_what_a_search_shows()
    {
        var persona = await NewPersonaAsync();
        await LongTrail.RecordAsync(fixture, persona.ProjectId, 30);

        var (file, text) = await ExportAsync(persona.Token, "?format=jsonl&event_name=Long%20Trail");

        var (_, listed) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?limit=1000&event_name=Long%20Trail", persona.Token);
        var lines = text.Split('\n');
        Assert.Equal("", lines[^1]);
        Assert.Equal(listed.GetProperty("events").EnumerateArray().Select(found => found.GetRawText()), lines[..^1]);
        Assert.Equal("application/jsonl", file.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Matches("^\"?cloud-trail-[0-9]{8}T[0-9]{6}Z\\.jsonl\"?$", file.Content.Headers.ContentDisposition.FileName);
        Assert.Equal("no-store", file.Headers.CacheControl!.ToString());
        Assert.Empty(ContractCheck.Violations(OpenApiContracts.Repository, "ExportEvents", await ContractAnswer.ReadAsync(file)));
    }

    [Fact]
    public async Task A_csv_file_has_a_line_for_each_event_below_the_names()
    {
        var persona = await NewPersonaAsync();
        var ids = await LongTrail.RecordAsync(fixture, persona.ProjectId, 30);

        var (file, text) = await ExportAsync(persona.Token, "?format=csv&order=asc&event_name=Long%20Trail");

        var lines = CsvFile.Read(text);
        Assert.Equal("event_id", lines[0][1]);
        Assert.Equal(ids.Order(StringComparer.Ordinal), lines.Skip(1).Select(line => line[1]).Order(StringComparer.Ordinal));
        Assert.Equal("text/csv; charset=utf-8", file.Content.Headers.ContentType!.ToString());
        Assert.EndsWith(".csv", file.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("asc")]
    [InlineData("desc")]
    public async Task An_export_of_several_pages_has_each_event_of_the_project_once_in_order(string order)
    {
        var persona = await NewPersonaAsync();
        var ids = await LongTrail.RecordAsync(fixture, persona.ProjectId, 2_345);
        await LongTrail.RecordAsync(fixture, fixture.Bootstrap.ProjectId, 100);

        var (_, text) = await ExportAsync(persona.Token, $"?format=jsonl&order={order}");

        var found = text.Split('\n')[..^1].Select(line => JsonElement.Parse(line)).ToList();
        Assert.All(found, item => Assert.Equal(persona.ProjectId, item.GetProperty("project_id").GetString()));
        var numbers = found.Where(item => item.GetProperty("event_name").GetString() == "Long Trail")
            .Select(item => int.Parse(item.GetProperty("additional_info").GetProperty("number").GetString()!, CultureInfo.InvariantCulture));
        var expected = Enumerable.Range(0, ids.Count);
        Assert.Equal(order == "asc" ? expected : expected.Reverse(), numbers);
    }

    [Fact]
    public async Task The_call_is_on_the_trail_once()
    {
        var persona = await NewPersonaAsync();
        await ExportAsync(persona.Token, "?format=csv");

        var (_, body) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?event_name=Export%20Events", persona.Token);

        var found = Assert.Single(body.GetProperty("events").EnumerateArray());
        Assert.Equal(("ExportEvents", 200), (found.GetProperty("request").GetProperty("operation_id").GetString(), found.GetProperty("request").GetProperty("status").GetInt32()));
    }

    [Theory]
    [InlineData("", "format")]
    [InlineData("?format=", "format")]
    [InlineData("?format=xlsx", "format")]
    [InlineData("?format=csv&limit=5", "limit")]
    [InlineData("?format=csv&cursor=AAAA", "cursor")]
    [InlineData("?format=csv&order=newest", "order")]
    [InlineData("?format=csv&from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z", "from")]
    [InlineData("?format=csv&colour=red", "colour")]
    public async Task What_is_wrong_is_named(string query, string field)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, Path + query, await fixture.SignInAsync());

        Assert.Equal(400, status);
        Assert.Contains(field + ":", body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Organisation_events_are_for_those_who_hold_the_permission()
    {
        var (refused, error) = await fixture.CallAsync(HttpMethod.Get, Path + "?format=csv&event_category=organisation", await fixture.SignInAsync());
        var (_, text) = await ExportAsync(await fixture.AdminTokenAsync(), "?format=jsonl&event_category=organisation");
        var (_, without) = await ExportAsync(await fixture.SignInAsync(), "?format=jsonl");

        Assert.Equal((403, "OrganisationEventsForbidden"), (refused, error.GetProperty("error").GetProperty("code").GetString()));
        Assert.NotEmpty(text);
        Assert.DoesNotContain("\"event_category\":\"organisation\"", without, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_whose_token_ends_on_the_way_is_cut_and_not_ended()
    {
        var persona = await NewPersonaAsync();
        await LongTrail.RecordAsync(fixture, persona.ProjectId, ManyEvents, LongFact);
        using var response = await OpenAsync(persona.Token);
        using (var request = new HttpRequestMessage(HttpMethod.Delete, "/identity/v3/auth/tokens"))
        {
            request.Headers.Add("X-Auth-Token", persona.Token);
            request.Headers.Add("X-Subject-Token", persona.Token);
            using var revoked = await fixture.Http.SendAsync(request);
            Assert.Equal(204, (int)revoked.StatusCode);
        }

        fixture.Time.Advance(TimeSpan.FromSeconds(2));

        await AssertCutAsync(response);
    }

    [Fact]
    public async Task A_file_whose_caller_loses_the_role_on_the_way_is_cut_and_not_ended()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader", "kms_viewer");
        var token = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        await LongTrail.RecordAsync(fixture, persona.ProjectId, ManyEvents, LongFact);
        using var response = await OpenAsync(token);
        await fixture.UnassignRoleAsync(persona.ProjectId, persona.UserId, "project_reader");

        fixture.Time.Advance(TimeSpan.FromSeconds(2));

        await AssertCutAsync(response);
    }

    [Fact]
    public async Task An_error_on_the_way_cuts_the_file()
    {
        var persona = await NewPersonaAsync();
        await LongTrail.RecordAsync(fixture, persona.ProjectId, ManyEvents, LongFact);
        var database = fixture.Services.GetRequiredService<IDatabase>();
        using var response = await OpenAsync(persona.Token);
        await database.WriteAsync(tx => tx.ExecuteAsync($"ALTER TABLE trail_events RENAME TO trail_events_elsewhere"));
        try
        {
            await AssertCutAsync(response);
        }
        finally
        {
            await database.WriteAsync(tx => tx.ExecuteAsync($"ALTER TABLE trail_events_elsewhere RENAME TO trail_events"));
        }
    }

    [Fact]
    public async Task A_project_has_four_exports_at_once_until_a_client_goes()
    {
        var persona = await NewPersonaAsync();
        await LongTrail.RecordAsync(fixture, persona.ProjectId, ManyEvents, LongFact);
        var open = new List<HttpResponseMessage>();
        try
        {
            for (var index = 0; index < EventExports.MostOfProject; index++)
            {
                open.Add(await OpenAsync(persona.Token));
            }

            using var refused = await fixture.SendAsync(HttpMethod.Get, Path + "?format=csv", persona.Token);
            Assert.Equal(429, (int)refused.StatusCode);
            Assert.Equal("5", refused.Headers.GetValues("Retry-After").Single());
            Assert.Equal(200, (int)(await ExportAsync(await fixture.SignInAsync(), "?format=csv")).Response.StatusCode);
        }
        finally
        {
            open.ForEach(response => response.Dispose());
        }

        // The calls pace the test: the server learns of it a moment later.
        var exports = fixture.Services.GetRequiredService<EventExports>();
        for (var tries = 0; tries < 2000 && exports.Open.Count > 0; tries++)
        {
            await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?limit=1", persona.Token);
        }

        Assert.Equal(0, exports.Open.Count);
    }

    private static async Task AssertCutAsync(HttpResponseMessage response)
    {
        var exception = await Record.ExceptionAsync(async () => await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.True(exception is HttpRequestException or IOException, $"The file ended as if it were whole, or otherwise: {exception}");
    }

    private async Task<Persona> NewPersonaAsync() => await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");

    /// <summary>Begins an export and reads nothing of its file.</summary>
    private async Task<HttpResponseMessage> OpenAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path + "?format=jsonl");
        request.Headers.Add("X-Auth-Token", token);
        var response = await fixture.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(200, (int)response.StatusCode);
        return response;
    }

    private async Task<(HttpResponseMessage Response, string Text)> ExportAsync(string token, string query)
    {
        var response = await fixture.SendAsync(HttpMethod.Get, Path + query, token);
        Assert.Equal(200, (int)response.StatusCode);
        return (response, await response.Content.ReadAsStringAsync());
    }
}
