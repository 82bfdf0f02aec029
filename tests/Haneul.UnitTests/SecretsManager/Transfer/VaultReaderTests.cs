using Haneul.Security.SecretsManager.Transfer.Reading;

namespace Haneul.UnitTests.SecretsManager.Transfer;

public sealed class VaultReaderTests
{
    private const string Single = """
        {"request_id":"1","lease_id":"","data":{"data":{"user":"u","password":"p"},"metadata":{"created_time":"2026-01-01T00:00:00Z","deletion_time":"","destroyed":false,"version":7}},"warnings":null}
        """;

    [Fact]
    public void A_single_document_needs_a_name_and_keeps_its_fields_as_one_value()
    {
        Assert.Equal([("app/db", "{\"user\":\"u\",\"password\":\"p\"}")], ImportText.Read("vault-kv2", Single, "app/db").Entries);
        Assert.Equal(["it is a single document, which does not tell its path: import.name is required"], ImportText.Read("vault-kv2", Single).Problems);
    }

    [Fact]
    public void Several_documents_of_a_path_are_its_versions_in_their_order_without_those_that_are_gone()
    {
        const string List = """
            [{"path":"a","data":{"data":{"n":3},"metadata":{"version":3}}},{"path":"b","data":{"data":{"n":1},"metadata":{"version":1}}},
             {"path":"a","data":{"data":null,"metadata":{"version":2,"destroyed":true}}},{"path":"a","data":{"data":{"n":1},"metadata":{"version":1}}}]
            """;
        using var content = new ImportContent("p/");
        ImportText.ReadInto(content, "vault-kv2", List, name: null);

        Assert.Empty(content.Problems);
        Assert.Equal(["p/a", "p/b"], content.Entries.Select(entry => entry.Name));
        Assert.Equal([(1, "{\"n\":1}"), (2, "{\"n\":3}")], content.Entries[0].Versions.Select(version => (version.Number, ImportText.ValueOf(content, version))));
    }

    [Fact]
    public void An_object_of_paths_may_have_a_document_or_a_list_of_them() => Assert.Equal(
        [("one", "{\"user\":\"u\",\"password\":\"p\"}"), ("more", "{\"n\":2}")],
        ImportText.Read("vault-kv2", $$$$$"""{"one":{{{{{Single}}}}},"more":[{"data":{"data":{},"metadata":{"version":1}}},{"data":{"data":{"n":2},"metadata":{"version":2}}}]}""").Entries);

    [Theory]
    [InlineData("{\"a\":{\"data\":{\"user\":\"of version 1\"}}}", "'a' is no document of Vault's KV version 2 (data.data and data.metadata)")]
    [InlineData("{\"a\":{\"data\":{\"data\":null,\"metadata\":{\"version\":1}}}}", "'a' has 0 versions with values, and must have 1 to 1000")]
    [InlineData("[{\"data\":{\"data\":{},\"metadata\":{}}}]", "document 1 has no path")]
    [InlineData("3", "it is neither a document of Vault nor an object or a list of them")]
    public void What_is_no_such_document_is_told(string text, string problem) => Assert.Equal([problem], ImportText.Read("vault-kv2", text).Problems);
}
