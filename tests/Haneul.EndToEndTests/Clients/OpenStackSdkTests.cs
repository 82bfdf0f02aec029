using System.Text.Json;
using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests.Clients;

/// <summary>The stock OpenStack SDK for Python looks around in the directory (sdk_directory.py).</summary>
[Collection(ClientsFixture.Collection)]
public sealed class OpenStackSdkTests(ClientsFixture fixture)
{
    [Fact]
    public async Task The_SDK_lists_finds_pages_makes_and_deletes()
    {
        var bootstrap = fixture.Bootstrap;
        var settings = JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["auth_url"] = fixture.IdentityUrl,
            ["region_name"] = bootstrap.Region,
            ["username"] = bootstrap.UserName,
            ["user_domain_name"] = bootstrap.DomainName,
            ["password"] = bootstrap.Password,
            ["project_name"] = bootstrap.ProjectName,
            ["project_domain_name"] = bootstrap.DomainName,
        });

        var found = JsonElement.Parse((await CommandLine.RunAsync(Python.Path, [Python.Script("sdk_directory.py"), settings, "sdk-"])).ShouldSucceed().StandardOutput);

        var missing = JsonExpectation.Missing(JsonElement.Parse($$$"""
            {"user_id":"{{{bootstrap.UserId}}}","project_id":"{{{bootstrap.ProjectId}}}","projects":["{{{bootstrap.ProjectName}}}"],"users":["{{{bootstrap.UserName}}}"],
             "own_project":"{{{bootstrap.ProjectName}}}","nobody":null,"changed":{"name":"sdk-0","email":"0@example.org","description":"changed","enabled":true},
             "by_name":true,"by_filter":true,"paged":["sdk-0","sdk-1","sdk-2","sdk-3","sdk-4"],"paged_all_once":true,"project_enabled":true,"project_by_name":true,"gone":true}
            """), found);
        Assert.True(!missing.Any(), $"{string.Join('\n', missing)}\nin {found}");
        Assert.Empty(found.GetProperty("left").EnumerateArray());
    }
}
