using Haneul.Kernel.Audit;
using Haneul.Kernel.Modules;

namespace Haneul.UnitTests.Modules;

public sealed class ContractOperationTests
{
    [Theory]
    [InlineData("/api/v1/keys/{key_id}", "/api/v1/keys/1", true)]
    [InlineData("/api/v1/keys/{key_id}", "/api/v1/keys/1/", true)]
    [InlineData("/api/v1/keys/{key_id}", "/api/v1/keys", false)]
    [InlineData("/api/v1/keys/{key_id}", "/api/v1/keys/1/versions", false)]
    [InlineData("/api/v1/keys/{key_id}", "/api/v1/Keys/1", false)]
    [InlineData("/api/v1/keys/{key_id}", "/api/v1//keys/1", false)]
    [InlineData("/api/v1/keys/{key_id}", "//api/v1/keys/1", false)]
    [InlineData("/api/v1/keys/{key_id}", "/api/v1/keys/1//", false)]
    [InlineData("/api/v1/keys/{key_id}", "/api/v1/keys/", false)]
    [InlineData("/", "/", true)]
    [InlineData("/", "", true)]
    [InlineData("/", "//", false)]
    [InlineData("/api/v1/keys/{key_id}/versions/{version}/destroy", "/api/v1/keys/a/versions/2/destroy", true)]
    public void A_path_fits_its_template(string template, string path, bool fits) =>
        Assert.Equal(fits, new PathTemplate(template).Matches(path));

    [Theory]
    [InlineData("/users/{user_id}/roles", "/users/{id}/roles", true)]
    [InlineData("/users/{user_id}/roles", "/users/me/roles", false)]
    [InlineData("/users/{user_id}", "/users/{user_id}/roles", false)]
    public void Two_templates_are_the_same_path_whatever_their_parameters_are_called(string one, string other, bool same) =>
        Assert.Equal(same, new PathTemplate(one).IsSameAs(new PathTemplate(other)));

    [Theory]
    [InlineData("CreateInstance", "Create Instance")]
    [InlineData("ListSecretVersions", "List Secret Versions")]
    [InlineData("GenerateHmac", "Generate Hmac")]
    [InlineData("PutBnsVpc", "Put Bns Vpc")]
    [InlineData("UpdateIGWResult", "Update IGW Result")]
    [InlineData("X", "X")]
    public void An_operationId_in_words_is_the_name_of_an_event(string operationId, string name) =>
        Assert.Equal(name, EventNames.FromOperationId(operationId));
}
