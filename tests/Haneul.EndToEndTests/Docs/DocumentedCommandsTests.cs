using System.Globalization;
using System.Text;
using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests.Docs;

/// <summary>
/// The commands of the pages for users and operators, run by one shell in their order against a real server, and compared with the answers that the pages show.
/// Only the address and the paths are replaced.
/// </summary>
public sealed class DocumentedCommandsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("haneul-docs-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("secrets.md", 10)]
    [InlineData("kms.md", 10)]
    [InlineData("cloud-trail.md", 5)]
    public async Task Every_command_of_the_page_answers_as_the_page_shows(string name, int leastAnswers)
    {
        var blocks = DocumentPage.Read(name).Blocks;
        await using var server = await ServerProcess.StartAsync(Data);

        await RunAsync(name, blocks, server);

        Assert.True(blocks.Count(block => block.Answer is not null) >= leastAnswers, "the page shows hardly any answer: is it read as it is written?");
    }

    [Fact]
    public async Task Backup_root_key_and_service_key_do_what_the_operators_page_says()
    {
        var page = DocumentPage.Read("operating.md");
        foreach (var folder in new[] { "backups", "etc", "usb" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, folder));
        }

        await using (var server = await ServerProcess.StartAsync(Data))
        {
            var secrets = DocumentPage.Read("secrets.md");
            File.Copy(Path.Combine(Data, "root.key"), Path.Combine(_folder, "etc", "root.key"));
            await RunAsync(
                "operating.md",
                [secrets.BlockWith("sign_in() {"), secrets.BlockWith("api() {"), StoreOne, page.BlockWith("service-keys/secrets-manager/rotation"), page.BlockWith("restore")],
                server);
            await server.StopAsync();
        }

        await RunAsync("operating.md", [page.BlockWith("root-key rotate")], null);

        // The server goes on with the rotated key, and from the backup with the old one.
        await using (var server = await ServerProcess.StartAsync(Data))
        {
            await AssertServesAsync(server);
        }

        await using (var server = await ServerProcess.StartAsync(Data + "-new", ["--root-key", $"file:{Path.Combine(_folder, "usb", "root.key")}"]))
        {
            File.Copy(Path.Combine(Data, "bootstrap.json"), Path.Combine(Data + "-new", "bootstrap.json"));
            await AssertServesAsync(server);
        }
    }

    private static DocumentBlock StoreOne { get; } =
        new(0, "api POST /secrets -d '{\"secret\": {\"name\": \"kept\", \"secret_data\": \"correct horse\"}}' | jq -r .secret.name\n", "kept\n");

    private async Task AssertServesAsync(ServerProcess server)
    {
        var secrets = DocumentPage.Read("secrets.md");
        var read = new DocumentBlock(0, "api GET /secrets/$(api GET '/secrets?name=kept' | jq -r '.secrets[].id')/versions/value | jq -r .data\n", "correct horse\n");
        await RunAsync("operating.md", [secrets.BlockWith("sign_in() {"), secrets.BlockWith("api() {"), read], server);
    }

    private async Task RunAsync(string page, IReadOnlyList<DocumentBlock> blocks, ServerProcess? server)
    {
        var work = Directory.CreateDirectory(Path.Combine(_folder, "work")).FullName;
        var script = Replace(DocumentPage.ScriptOf(blocks), server);

        // Not -e: some of the calls are shown being refused. The exit code of each block's last command is looked at below.
        var result = await CommandLine.RunAsync("bash", ["-c", script], workingDirectory: work, timeout: TimeSpan.FromMinutes(3));

        var outputs = DocumentPage.OutputsOf(result.StandardOutput);
        var problems = new StringBuilder();
        foreach (var (block, (output, exitCode)) in blocks.Zip(outputs))
        {
            if (exitCode != "0" || !Expected(block, server).Matches(output))
            {
                problems.Append(CultureInfo.InvariantCulture, $"{page}, line {block.Line}, exit code {exitCode}:\n{block.Commands}answered\n{output}instead of\n{block.Answer}\n");
            }
        }

        Assert.True(outputs.Count == blocks.Count && problems.Length == 0, $"{problems}{outputs.Count} of {blocks.Count} blocks ran\n{result.StandardError}");
    }

    private DocumentBlock Expected(DocumentBlock block, ServerProcess? server) => block with { Answer = block.Answer is null ? null : Replace(block.Answer, server) };

    private string Replace(string text, ServerProcess? server) => text
        .Replace("http://127.0.0.1:4482", server?.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
        .Replace("~/.local/share/haneul/bootstrap.json", Path.Combine(server?.DataFolder ?? Data, "bootstrap.json"), StringComparison.Ordinal)
        .Replace("/var/lib/haneul", Data, StringComparison.Ordinal)
        .Replace("/backups", Path.Combine(_folder, "backups"), StringComparison.Ordinal)
        .Replace("/etc/haneul", Path.Combine(_folder, "etc"), StringComparison.Ordinal)
        .Replace("/mnt/usb", Path.Combine(_folder, "usb"), StringComparison.Ordinal)
        .Replace("Haneul.Server.dll", ServerProcess.AssemblyPath, StringComparison.Ordinal);
}
