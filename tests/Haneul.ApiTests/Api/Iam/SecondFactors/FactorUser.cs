using System.Text.Json;
using Haneul.ApiTests.Infrastructure;
using Haneul.Security.Iam.SecondFactors;

namespace Haneul.ApiTests.Api.Iam.SecondFactors;

/// <summary>A user with an authenticator app of their own: it computes passcodes from the Base32 text that the server showed.</summary>
internal sealed class FactorUser(ApiFixture fixture, Persona persona)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public Persona Persona { get; } = persona;

    /// <summary>A token by password from before the second factor, which its operations are called with.</summary>
    public string Token { get; private set; } = "";

    /// <summary>The secret of the app.</summary>
    public string Secret { get; set; } = "";

    /// <summary>The recovery codes.</summary>
    public IReadOnlyList<string> Codes { get; set; } = [];

    public string Path => PathOf(Persona.UserId);

    public static string PathOf(string userId) => $"/haneul/v1/users/{userId}/second-factor";

    /// <summary>A user without a second factor, signed in.</summary>
    public static async Task<FactorUser> CreateAsync(ApiFixture fixture)
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        return new FactorUser(fixture, persona) { Token = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId) };
    }

    /// <summary>A user whose second factor is on; the passcode of now is not used yet.</summary>
    public static async Task<FactorUser> CreateWithFactorAsync(ApiFixture fixture)
    {
        var user = await CreateAsync(fixture);
        await user.TurnOnAsync();
        return user;
    }

    public async Task TurnOnAsync()
    {
        await BeginAsync();
        var (status, body) = await ConfirmAsync(Passcode());
        Assert.Equal(200, status);
        Codes = CodesOf(body);
        fixture.Time.Advance(TimeSpan.FromSeconds(Totp.StepSeconds));
    }

    public static IReadOnlyList<string> CodesOf(JsonElement body) => [.. body.GetProperty("recovery_codes").EnumerateArray().Select(static code => code.GetString()!)];

    public async Task BeginAsync()
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, Path, Token);
        Assert.Equal(201, status);
        Secret = body.GetProperty("second_factor").GetProperty("secret").GetString()!;
    }

    /// <summary>Takes the secret over that stands as a key of letters on the page of a browser.</summary>
    public void ReadSecret(AngleSharp.Dom.IElement page) =>
        Secret = page.QuerySelectorAll("code").Select(static code => code.TextContent.Trim()).First(static text => text.Length == 32 && text.All(Alphabet.Contains));

    public Task<(int Status, JsonElement Body)> ConfirmAsync(string passcode) =>
        fixture.CallAsync(HttpMethod.Post, Path + "/confirmation", Token, BodyOf(passcode));

    public Task<(int Status, JsonElement Body)> RegenerateAsync(string passcode) =>
        fixture.CallAsync(HttpMethod.Post, Path + "/recovery-codes", Token, BodyOf(passcode));

    public Task<(int Status, JsonElement Body)> DisableAsync(string passcode) => fixture.CallAsync(HttpMethod.Delete, Path, Token, BodyOf(passcode));

    /// <summary>What the app shows, so many time steps from now.</summary>
    public string Passcode(int steps = 0) => Totp.PasscodeOf(Decode(Secret), Totp.StepOf(fixture.Time.GetUtcNow()) + steps);

    /// <summary>A passcode that is none of about now.</summary>
    public string WrongPasscode()
    {
        string[] near = [.. Enumerable.Range(-2, 5).Select(Passcode)];
        return Enumerable.Range(0, 10).Select(static number => $"{number:000000}").First(code => !near.Contains(code));
    }

    /// <summary>The body of a sign-in with password and passcode.</summary>
    public string SignIn(string passcode, string? password = null, string? passcodeUserId = null, string methods = "\"password\",\"totp\"") => $$$$$$"""
        {"auth":{"identity":{"methods":[{{{{{{methods}}}}}}],
          "password":{"user":{"id":"{{{{{{Persona.UserId}}}}}}","password":"{{{{{{password ?? Persona.Password}}}}}}"}},
          "totp":{"user":{"id":"{{{{{{passcodeUserId ?? Persona.UserId}}}}}}","passcode":"{{{{{{passcode}}}}}}"}}},
         "scope":{"project":{"id":"{{{{{{Persona.ProjectId}}}}}}"}}}}
        """;

    /// <summary>Signs in; the status.</summary>
    public async Task<int> TryAsync(string passcode)
    {
        using var response = await fixture.IssueAsync(SignIn(passcode));
        return (int)response.StatusCode;
    }

    /// <summary>Signs in with the passcode of now; the token.</summary>
    public async Task<string> SignInAsync()
    {
        using var response = await fixture.IssueAsync(SignIn(Passcode()));
        Assert.Equal(201, (int)response.StatusCode);
        return Assert.Single(response.Headers.GetValues("X-Subject-Token"));
    }

    private static string BodyOf(string passcode) => $$"""{"passcode":"{{passcode}}"}""";

    private static byte[] Decode(string base32)
    {
        var bits = string.Concat(base32.Select(static letter => Convert.ToString(Alphabet.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Select(static octet => Convert.ToByte(new string(octet), 2))];
    }
}
