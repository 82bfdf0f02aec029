namespace Haneul.ApiTests.Conformance;

public sealed class ContractCheckTests
{
    private const string Json = "application/json; charset=utf-8";
    private const string PlatformError = """{"error":{"code":"NOT_FOUND","message":"No such secret."}}""";
    private const string KeystoneError = """{"error":{"code":401,"message":"Sign in first.","title":"Unauthorized"}}""";
    private const string FlatError = """{"code":"NOT_FOUND","message":"No such secret.","data":null,"requestId":"r-1","error":{"code":"NOT_FOUND","message":"No such secret."}}""";
    private const string Value = """{"code":"200","message":"OK","data":"s3cret","requestId":"r-1"}""";

    [Fact]
    public void Every_contract_of_the_repository_loads_and_every_operation_is_found_by_its_service()
    {
        var contracts = OpenApiContracts.Repository;

        Assert.Equal(
            Directory.EnumerateFiles(RepositoryFiles.PathOf("contracts"), "*.openapi.json").Select(file => Path.GetFileName(file).Split('.')[0]).Order(StringComparer.Ordinal),
            contracts.Operations.Select(operation => operation.Service).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Assert.All(contracts.Operations, operation => Assert.Same(operation, contracts.Find($"{operation.Service}/{operation.OperationId}")));
    }

    [Fact]
    public void No_two_operations_of_one_service_share_method_and_path() =>
        Assert.Empty(OpenApiContracts.Repository.Operations
            .GroupBy(operation => $"{operation.Service} {operation.Method} {operation.Path}", StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key));

    [Fact]
    public void An_id_that_two_services_use_must_be_qualified()
    {
        Assert.Throws<ArgumentException>(() => OpenApiContracts.Repository.Find("AssociatePublicIp"));
        Assert.Equal("bcs", OpenApiContracts.Repository.Find("bcs/AssociatePublicIp").Service);
        Assert.Throws<ArgumentException>(() => OpenApiContracts.Repository.Find("DoNothing"));
    }

    [Fact]
    public void A_contract_with_a_keyword_that_is_not_checked_does_not_load() =>
        Assert.Throws<InvalidDataException>(() => OpenApiContracts.Parse(("odd",
            """{"paths":{"/a":{"get":{"operationId":"A","responses":{"200":{"content":{"application/json":{"schema":{"not":{}}}}}}}}}}""")));

    [Theory]
    [InlineData("GetSecretValue", 200, Json, Value)]
    [InlineData("GetSecretValue", 404, Json, FlatError)]
    [InlineData("GetSecretValue", 503, Json, FlatError)]
    [InlineData("GetSecretDefaultVersion", 404, Json, PlatformError)]
    [InlineData("GetSecretDefaultVersion", 409, Json, PlatformError)]
    [InlineData("GetSecretDefaultVersion", 501, Json, PlatformError)]
    [InlineData("GetSecretVersion", 200, Json, """{"version":{"secret":{"any":[1,null,{"json":true}]}}}""")]
    [InlineData("DeleteSecret", 204, null, "")]
    [InlineData("ListUserProjects", 413, Json, KeystoneError)]
    [InlineData("IssueToken", 429, Json, KeystoneError)]
    [InlineData("CheckToken", 404, null, "")]
    [InlineData("ListEvents", 200, Json, """{"events":[],"next_cursor":null}""")]
    public void An_answer_within_its_contract_passes(string operationId, int status, string? contentType, string body) =>
        Assert.Empty(Violations(operationId, status, contentType, body));

    [Theory]
    [InlineData("GetSecretValue", 200, Json, """{"code":"200","message":"OK","data":null,"requestId":"r-1"}""")]
    [InlineData("GetSecretValue", 200, Json, """{"code":200,"message":"OK","data":"x","requestId":"r-1"}""")]
    [InlineData("GetSecretValue", 200, Json, """{"code":"200","message":"OK","data":"x","requestId":"r-1","extra":1}""")]
    [InlineData("GetSecretValue", 200, Json, """{"code":"200","code":"200","message":"OK","data":"x","requestId":"r-1"}""")]
    [InlineData("GetSecretValue", 200, "text/plain", Value)]
    [InlineData("GetSecretValue", 200, null, Value)]
    [InlineData("GetSecretValue", 200, Json, "")]
    [InlineData("GetSecretValue", 200, Json, "{")]
    [InlineData("GetSecretValue", 201, Json, Value)]
    [InlineData("GetSecretValue", 404, Json, PlatformError)]
    [InlineData("GetSecretValue", 422, Json, FlatError)]
    [InlineData("GetSecretDefaultVersion", 404, Json, FlatError)]
    [InlineData("GetSecretDefaultVersion", 404, "text/html", PlatformError)]
    [InlineData("GetSecretDefaultVersion", 501, Json, KeystoneError)]
    [InlineData("DeleteSecret", 204, Json, "{}")]
    [InlineData("DeleteSecret", 301, null, "")]
    [InlineData("ListUserProjects", 413, Json, PlatformError)]
    [InlineData("CheckToken", 404, Json, KeystoneError)]
    [InlineData("ListEvents", 200, Json, """{"events":[]}""")]
    public void An_answer_outside_its_contract_fails(string operationId, int status, string? contentType, string body) =>
        Assert.NotEmpty(Violations(operationId, status, contentType, body));

    [Fact]
    public void A_refusal_of_the_identity_service_names_where_to_sign_in()
    {
        Assert.Contains("header WWW-Authenticate is missing", Violations("GetUser", 401, Json, KeystoneError), StringComparer.Ordinal);
        Assert.Empty(Violations("GetUser", 401, Json, KeystoneError, ("WWW-Authenticate", "Keystone uri=\"http://127.0.0.1:4482/identity/v3\"")));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(155)]
    [InlineData(165)]
    public void A_recorded_token_satisfies_the_vendors_contract_and_the_stricter_one(int recorded) =>
        Assert.Empty(Violations("IssueToken", 201, Json, GoldenExchangeTests.RecordedBody(recorded), ("X-Subject-Token", "t")));

    [Fact]
    public void A_token_that_only_the_vendors_lax_schema_would_accept_fails()
    {
        var body = GoldenExchangeTests.RecordedBody(155);

        Assert.Contains("header X-Subject-Token is missing", Violations("IssueToken", 201, Json, body), StringComparer.Ordinal);
        Assert.NotEmpty(Violations("IssueToken", 200, Json, body, ("X-Subject-Token", "t")));
        Assert.NotEmpty(Violations("IssueToken", 201, Json, """{"token":{}}""", ("X-Subject-Token", "t")));
        Assert.NotEmpty(Violations("IssueToken", 201, Json, body.Replace("\"restricted\"", "\"limited\"", StringComparison.Ordinal), ("X-Subject-Token", "t")));
    }

    [Theory]
    [InlineData("ListVersions", 1)]
    [InlineData("GetVersion", 2)]
    [InlineData("CreateProject", 44)]
    [InlineData("UpdateProject", 54)]
    [InlineData("ListProjects", 56)]
    [InlineData("CreateUser", 66)]
    [InlineData("UpdateUser", 75)]
    [InlineData("ListUsers", 77)]
    [InlineData("GetRole", 96)]
    [InlineData("ListRoles", 101)]
    [InlineData("AssignProjectUserRole", 109)]
    [InlineData("CheckProjectUserRole", 110)]
    [InlineData("ListProjectUserRoles", 111)]
    [InlineData("ListUserProjects", 134)]
    [InlineData("CreateApplicationCredential", 142)]
    [InlineData("CreateApplicationCredential", 147)]
    [InlineData("ListApplicationCredentials", 150)]
    [InlineData("GetApplicationCredential", 152)]
    [InlineData("DeleteApplicationCredential", 168)]
    [InlineData("ValidateToken", 163)]
    [InlineData("RevokeToken", 29)]
    public void A_recorded_answer_satisfies_the_contract_written_from_it(string operationId, int recorded) =>
        Assert.Empty(ContractCheck.Violations(OpenApiContracts.Repository, operationId, GoldenExchangeTests.RecordedAnswer(recorded)));

    private static IReadOnlyList<string> Violations(string operationId, int status, string? contentType, string body, params (string Name, string Value)[] headers) =>
        ContractCheck.Violations(OpenApiContracts.Repository, operationId, new ContractAnswer(
            status, contentType, body, headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase)));
}
