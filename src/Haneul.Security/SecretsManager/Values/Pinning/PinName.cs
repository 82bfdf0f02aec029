namespace Haneul.Security.SecretsManager.Values;

/// <summary>The name of a pin: which consumer holds to a version.</summary>
internal static class PinName
{
    public const int MostCharacters = 64;
}
