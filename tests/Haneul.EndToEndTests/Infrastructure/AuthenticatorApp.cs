using System.Net;
using System.Text;
using System.Text.Json;
using Haneul.Security.Iam.SecondFactors;

namespace Haneul.EndToEndTests.Infrastructure;

/// <summary>What a user has on their telephone: a secret, and passcodes of it by the clock.</summary>
internal sealed class AuthenticatorApp(byte[] secret)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Turns the second factor of a user on, with a token of theirs in the client. The passcode of the time step before now is used up.</summary>
    public static async Task<AuthenticatorApp> TurnOnAsync(HttpClient client, string userId)
    {
        var path = $"/haneul/v1/users/{userId}/second-factor";
        using var begun = await client.PostAsync(new Uri(path, UriKind.Relative), null);
        var secret = JsonElement.Parse(await begun.Content.ReadAsStringAsync()).GetProperty("second_factor").GetProperty("secret").GetString()!;
        var app = OfSecret(secret);
        using var passcode = new StringContent($$"""{"passcode":"{{app.Passcode(-1)}}"}""", Encoding.UTF8, "application/json");
        using var confirmed = await client.PostAsync(new Uri(path + "/confirmation", UriKind.Relative), passcode);
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        return app;
    }

    /// <summary>With a secret as a person would type it.</summary>
    public static AuthenticatorApp OfSecret(string secret)
    {
        var bits = string.Concat(secret.Select(static letter => Convert.ToString(Alphabet.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return new AuthenticatorApp([.. bits.Chunk(8).Select(static octet => Convert.ToByte(new string(octet), 2))]);
    }

    /// <summary>The passcode so many time steps from now.</summary>
    public string Passcode(int steps) => Totp.PasscodeOf(secret, Totp.StepOf(TimeProvider.System.GetUtcNow()) + steps);
}
