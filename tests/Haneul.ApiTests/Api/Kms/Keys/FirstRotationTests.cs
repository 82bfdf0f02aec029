namespace Haneul.ApiTests.Api.Kms.Keys;

/// <summary>Apart from the other tests about keys, because it moves the clock past the life of their tokens.</summary>
public sealed class FirstRotationTests(KeysFixture fixture) : IClassFixture<KeysFixture>
{
    [Fact]
    public async Task The_first_rotation_is_at_midnight_in_Korea_so_many_days_after_the_day_there()
    {
        var now = fixture.Time.GetUtcNow();
        fixture.Time.Advance(new DateTimeOffset(now.UtcDateTime.Date.AddDays(1).AddHours(15), TimeSpan.Zero).AddMicroseconds(-1) - now);
        var admin = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_admin");
        var day = fixture.Time.GetUtcNow().UtcDateTime.Date;

        var before = await fixture.CreateKeyAsync(admin.Token, more: "\"rotation_period\":1");
        fixture.Time.Advance(TimeSpan.FromMicroseconds(1));
        var after = await fixture.CreateKeyAsync(admin.Token, more: "\"rotation_period\":1");
        var longest = await fixture.CreateKeyAsync(admin.Token, more: "\"rotation_period\":1095");

        // Just before 15:00 UTC it is still the same day in Korea, whose midnight that is.
        Assert.Equal($"{day:yyyy-MM-dd}T15:00:00.000000Z", before.GetProperty("next_rotation_at").GetString());
        Assert.Equal($"{day.AddDays(1):yyyy-MM-dd}T15:00:00.000000Z", after.GetProperty("next_rotation_at").GetString());
        Assert.Equal($"{day.AddDays(1095):yyyy-MM-dd}T15:00:00.000000Z", longest.GetProperty("next_rotation_at").GetString());
        Assert.Equal(1, await fixture.Store.ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT COUNT(*) FROM jobs WHERE kind = 'kms.rotate-key' AND id = {fixture.Admin.ProjectId + "/" + longest.GetProperty("id").GetString()}", row => row.GetInt64(0))));
    }
}
