using Haneul.Kernel.Runtime;
using Microsoft.Extensions.Configuration;

namespace Haneul.UnitTests.Runtime;

public sealed class HaneulOptionsTests
{
    [Fact]
    public void Without_settings_the_documented_defaults_hold()
    {
        var options = Read();

        Assert.Equal(("sqlite", "kr-central-2", TimeSpan.FromHours(12), 2, 1024 * 1024L), (options.Database, options.Region, options.TokenLifetime, options.AccessKeysPerUserAndProject, options.MaxRequestBodyBytes));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_and_no_value_is_quoted()
    {
        var refusal = Assert.Throws<ConfigurationRefusedException>(() => Read(
            ("Haneul:TokenLifetme", "1"), ("Haneul:InsecureHttp", "maybe-secret"), ("Haneul:MaxRequestBodyBytes", "5"), ("Haneul:Bootstrap:Pasword", "hunter2hunter2"), ("Haneul:TlsKey", "/k")));

        Assert.Equal(
            "The configuration can't be used: Haneul:InsecureHttp must be true or false; Haneul:MaxRequestBodyBytes must be a whole number from 65536 to 104857600; " +
            "Haneul:TlsCertificate is needed beside the other; Haneul:Bootstrap:Pasword is not a known setting; Haneul:TokenLifetme is not a known setting.",
            refusal.Message);
    }

    [Theory]
    [InlineData("8", "7")]
    [InlineData("31", null)]
    [InlineData("-1", "30")]
    [InlineData("0", "0")]
    public void Bounds_of_destruction_that_leave_no_time_are_refused(string minimum, string? maximum) =>
        Assert.Contains(
            "Haneul:DestructionM",
            Assert.Throws<ConfigurationRefusedException>(() => Read(
                [("Haneul:DestructionMinimumDays", minimum), .. maximum is null ? [] : new[] { ("Haneul:DestructionMaximumDays", maximum) }])).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("89")]
    [InlineData("-1")]
    [InlineData("36501")]
    public void A_trail_that_is_kept_for_less_than_a_search_shows_is_refused(string days) =>
        Assert.Contains(
            "Haneul:TrailRetentionDays", Assert.Throws<ConfigurationRefusedException>(() => Read(("Haneul:TrailRetentionDays", days))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("90", 90)]
    public void A_trail_is_kept_for_as_long_as_it_is_set_to(string days, int expected) =>
        Assert.Equal((expected, 365), (Read(("Haneul:TrailRetentionDays", days)).TrailRetentionDays, Read().TrailRetentionDays));

    [Fact]
    public void Networks_are_read_from_networks_and_addresses_of_both_families() =>
        Assert.Equal(
            ["127.0.0.0/8", "10.1.2.3/32", "::1/128"],
            Read(("Haneul:AllowPrivateTargets", "127.0.0.0/8, 10.1.2.3,::1")).AllowPrivateTargets.Select(network => network.ToString()));

    [Theory]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("localhost")]
    [InlineData("10.0.0.0/33")]
    public void What_is_no_network_is_refused(string network) =>
        Assert.Contains(
            "Haneul:AllowPrivateTargets",
            Assert.Throws<ConfigurationRefusedException>(() => Read(("Haneul:AllowPrivateTargets", network))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Every_member_is_a_described_setting() =>
        Assert.Equal(
            typeof(HaneulOptions).GetProperties().Where(property => property.Name != "Settings" && property.Name != "Bootstrap").Select(property => property.Name)
                .Concat(typeof(BootstrapOptions).GetProperties().Where(property => property.PropertyType == typeof(string)).Select(property => "Bootstrap:" + property.Name))
                .Order(StringComparer.Ordinal),
            HaneulOptions.Settings.Select(setting => setting.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Bootstrap_credentials_do_not_print() =>
        Assert.DoesNotContain("hunter2", new BootstrapOptions("hunter2", "id", "hunter2").ToString(), StringComparison.Ordinal);

    private static HaneulOptions Read(params (string Key, string Value)[] settings) =>
        HaneulOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build());
}
