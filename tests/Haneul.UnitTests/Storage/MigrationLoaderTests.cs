using System.Reflection;
using System.Text;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Migrations;

namespace Haneul.UnitTests.Storage;

public sealed class MigrationLoaderTests
{
    [Fact]
    public void Files_come_in_the_order_of_their_numbers_with_tokens_replaced()
    {
        var migrations = Load(DatabaseEngine.Postgres, ("0002_b.sql", "CREATE TABLE b (x {{int64}})"), ("0001_a.sql", "SELECT 1"));

        Assert.Equal(["0001_a.sql", "0002_b.sql"], migrations.Select(migration => migration.File));
        Assert.Equal("CREATE TABLE b (x BIGINT)", migrations[1].Script);
    }

    [Theory]
    [InlineData(DatabaseEngine.Sqlite, "common")]
    [InlineData(DatabaseEngine.Postgres, "special")]
    public void An_engines_own_file_stands_in_for_the_common_one(DatabaseEngine engine, string expected) =>
        Assert.Equal(expected, Load(engine, ("0001_a.sql", "common"), ("0001_a.postgres.sql", "special"))[0].Script);

    [Fact]
    public void The_checksum_does_not_depend_on_line_ends() =>
        Assert.Equal(
            Load(DatabaseEngine.Sqlite, ("0001_a.sql", "SELECT 1;\nSELECT 2;\n"))[0].Checksum,
            Load(DatabaseEngine.Sqlite, ("0001_a.sql", "SELECT 1;\r\nSELECT 2;\r\n"))[0].Checksum);

    [Theory]
    [InlineData("0003_c.sql", "number 2 is missing")]
    [InlineData("0001_other.sql", "number 1 is taken")]
    [InlineData("2_b.sql", "NNNN_name.sql")]
    [InlineData("0002_b.oracle.sql", "NNNN_name.sql")]
    public void A_badly_named_file_breaks_the_start(string file, string reason) =>
        Assert.Contains(
            reason,
            Assert.Throws<InvalidOperationException>(() => Load(DatabaseEngine.Sqlite, ("0001_a.sql", "x"), (file, "x"))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void An_unknown_token_is_reported_with_its_file() =>
        Assert.Contains(
            "vault/0001_a.sql",
            Assert.Throws<InvalidOperationException>(() => Load(DatabaseEngine.Sqlite, ("0001_a.sql", "{{typo}}"))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_service_without_migrations_breaks_the_start() =>
        Assert.Throws<InvalidOperationException>(() => Load(DatabaseEngine.Sqlite));

    private static IReadOnlyList<Migration> Load(DatabaseEngine engine, params (string File, string Text)[] files) =>
        MigrationLoader.Load(new MigrationSource("vault", new ResourceAssembly(files), "Vault.Migrations"), engine);

    private sealed class ResourceAssembly((string File, string Text)[] files) : Assembly
    {
        public override string[] GetManifestResourceNames() => ["Other.Migrations.0001_z.sql", .. files.Select(file => "Vault.Migrations." + file.File)];

        public override Stream GetManifestResourceStream(string name) =>
            new MemoryStream(Encoding.UTF8.GetBytes(files.Single(file => "Vault.Migrations." + file.File == name).Text));
    }
}
