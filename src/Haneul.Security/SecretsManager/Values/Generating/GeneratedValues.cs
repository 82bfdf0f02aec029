using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;

namespace Haneul.Security.SecretsManager.Values.Generating;

/// <summary>What the operations that make up values share.</summary>
internal static class GeneratedValues
{
    /// <summary>The refusal of a caller who wants to see a value without the right to read values; null otherwise. Facts for the trail go with it.</summary>
    public static Error? Refuse(Call call, GeneratedText text)
    {
        call.Trail.AddFact("generated", "true");
        if (text.IsShown)
        {
            call.Trail.AddFact("shown", "true");
        }

        return text.IsShown && !call.Caller.May(SecretPermissions.ReadValue) ? SecretValueErrors.ShowingRefused.AsError() : null;
    }

    /// <summary>Waits until the value is stored, and wipes it unless the answer is to show it.</summary>
    public static async ValueTask<Outcome<T>> KeepAsync<T>(SecretBuffer value, ValueTask<Outcome<T>> storing, GeneratedText text)
    {
        var isKept = false;
        try
        {
            var outcome = await storing;
            isKept = outcome.Error is null && text.IsShown;
            return outcome;
        }
        finally
        {
            if (!isKept)
            {
                value.Dispose();
            }
        }
    }
}
