using System.Reflection;
using System.Text.RegularExpressions;

namespace Haneul.UnitTests.Architecture;

/// <summary>The borders of docs/architecture.md that the compiler does not keep.</summary>
public sealed partial class BordersTests
{
    private const string Services = "src/Haneul.Security/";

    private static readonly string[] ServiceNames = [.. Directory.GetDirectories(Path.Combine(RepositorySources.Root, "src", "Haneul.Security"))
        .Select(folder => Path.GetFileName(folder)!)
        .Where(name => name is not ("bin" or "obj"))];

    [Fact]
    public void Only_the_engines_name_a_database_driver()
    {
        var offenders = RepositorySources.Product
            .Where(file => !file.Name.StartsWith("src/Haneul.Kernel/Storage/Sqlite/", StringComparison.Ordinal))
            .Where(file => !file.Name.StartsWith("src/Haneul.Kernel/Storage/Postgres/", StringComparison.Ordinal))
            .Where(file => NamesDriver().IsMatch(RepositorySources.WithoutComments(file.Text)))
            .Select(file => file.Name);

        RepositorySources.AssertNone(offenders);
    }

    [Fact]
    public void Only_storage_gives_a_command_its_text()
    {
        // The text of a command is where injection would be; everybody else hands over Sql, whose holes are parameters.
        var offenders = RepositorySources.Product
            .Where(file => !file.Name.StartsWith("src/Haneul.Kernel/Storage/", StringComparison.Ordinal))
            .Where(file => RepositorySources.WithoutComments(file.Text).Contains("CommandText", StringComparison.Ordinal))
            .Select(file => file.Name);

        RepositorySources.AssertNone(offenders);
    }

    [Fact]
    public void No_service_uses_the_types_of_another()
    {
        var offenders =
            from file in RepositorySources.Product
            where file.Name.StartsWith(Services, StringComparison.Ordinal)
            let own = file.Name[Services.Length..].Split('/')[0]
            from other in ServiceNames
            where other != own && UsesService(RepositorySources.WithoutComments(file.Text), other)
            select $"{file.Name} uses {other}";

        RepositorySources.AssertNone(offenders);
        Assert.True(ServiceNames.Length > 1);
    }

    [Fact]
    public void The_service_that_is_part_of_the_server_uses_no_other()
    {
        var files = RepositorySources.Product.Where(file => file.Name.StartsWith("src/Haneul.Server/ClientConfiguration/", StringComparison.Ordinal)).ToList();
        var offenders =
            from file in files
            from service in ServiceNames
            where UsesService(RepositorySources.WithoutComments(file.Text), service)
            select $"{file.Name} uses {service}";

        RepositorySources.AssertNone(offenders);
        Assert.NotEmpty(files);
    }

    [Fact]
    public void The_wire_knows_neither_web_server_nor_database()
    {
        var references = Assembly.Load("Haneul.Wire").GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.All(references, name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Haneul.Kernel", "Haneul.Wire")]
    [InlineData("Haneul.Security", "Haneul.Kernel Haneul.Wire")]
    [InlineData("Haneul.WebConsole", "Haneul.Kernel Haneul.Wire")]
    [InlineData("Haneul.Server", "Haneul.Kernel Haneul.Security Haneul.WebConsole Haneul.Wire")]
    public void A_project_references_those_below_it_alone(string project, string allowed)
    {
        var references = Assembly.Load(project).GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => name.StartsWith("Haneul.", StringComparison.Ordinal));

        Assert.Subset(allowed.Split(' ').ToHashSet(), references.ToHashSet());
    }

    [Theory]
    [InlineData("using Npgsql;")]
    [InlineData("using Microsoft.Data.Sqlite;")]
    [InlineData("catch (Npgsql.PostgresException)")]
    [InlineData("global::SQLitePCL.raw.sqlite3_changes(handle)")]
    public void The_rule_sees_a_driver(string line) => Assert.Matches(NamesDriver(), line);

    [Theory]
    [InlineData("using Haneul.Security.Kms;")]
    [InlineData("private readonly Kms.Envelope _envelope;")]
    [InlineData("using Haneul.Wire.Kms;")]
    [InlineData("using static Haneul.Security.Kms.RootKeyText;")]
    public void The_rule_sees_another_service(string line) => Assert.True(UsesService(line, "Kms"));

    [Theory]
    [InlineData("TrailRule.Project(\"Kms Key\", \"Key\")")]
    [InlineData("var kms = keys.Kms;")]
    public void The_rule_leaves_words_alone(string line) => Assert.False(UsesService(line, "Kms"));

    private static bool UsesService(string text, string service) =>
        Regex.IsMatch(text, $@"Haneul\.(Security|Wire)\.{service}\b|(?<![\w.""]){service}\.[A-Z]", RegexOptions.None, TimeSpan.FromSeconds(5));

    [GeneratedRegex(@"\busing\s+(static\s+)?(Npgsql|Microsoft\.Data\.Sqlite|SQLitePCL)|\b(Npgsql|Microsoft\.Data\.Sqlite|SQLitePCL)\.[A-Za-z]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex NamesDriver();
}
