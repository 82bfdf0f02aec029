using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Completeness;

/// <summary>
/// The pages under docs/generated say what the server that runs here has. To write them anew, set HANEUL_UPDATE_REFERENCES=1 and run these tests:
/// <c>HANEUL_UPDATE_REFERENCES=1 ./eng/test.sh --fast</c>.
/// </summary>
public sealed class GeneratedReferenceTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string UpdateVariable = "HANEUL_UPDATE_REFERENCES";

    public static TheoryData<string> Pages => [.. ReferencePages.All.Keys];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_generated_page_is_what_the_server_has(string page)
    {
        var expected = ReferencePages.All[page](fixture.Services);
        var path = RepositoryFiles.PathOf("docs", "generated", page);
        if (Environment.GetEnvironmentVariable(UpdateVariable) is "1")
        {
            await File.WriteAllTextAsync(path, expected, TestContext.Current.CancellationToken);
        }

        var written = File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : "";
        if (!string.Equals(expected, written, StringComparison.Ordinal))
        {
            Assert.Fail($"docs/generated/{page} is not up to date{FirstDifference(expected, written)}\nWrite it anew with: {UpdateVariable}=1 ./eng/test.sh --fast");
        }
    }

    [Fact]
    public void Every_generated_page_is_made_by_these_tests()
    {
        var files = Directory.GetFiles(RepositoryFiles.PathOf("docs", "generated")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

        Assert.Equal(ReferencePages.All.Keys.Order(StringComparer.Ordinal), files);
    }

    [Fact]
    public void Pages_do_not_depend_on_the_run()
    {
        var services = fixture.Services;

        Assert.All(ReferencePages.All.Values, print => Assert.Equal(print(services), print(services)));
    }

    private static string FirstDifference(string expected, string written)
    {
        var (left, right) = (expected.Split('\n'), written.Split('\n'));
        var line = left.Zip(right).TakeWhile(pair => string.Equals(pair.First, pair.Second, StringComparison.Ordinal)).Count();
        return $", from line {line + 1}:\n  the server has: {left.ElementAtOrDefault(line)}\n  the file has:   {right.ElementAtOrDefault(line)}";
    }
}
