using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Tokens;

/// <summary>A way to prove who one is. A new one is a class like this in the services of the module, and its part of the body in <see cref="TokenRequest"/>.</summary>
internal interface ISignInMethod
{
    /// <summary>Its name in <c>auth.identity.methods</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Checks what the request says. It fills in the actor of the trail as soon as it knows whose credential was tried; the failure is then an event of theirs, and
    /// otherwise only counted (<see cref="UnknownSignIns"/>).
    /// </summary>
    ValueTask<Outcome<Identified>> IdentifyAsync(Call call, TokenRequest request);
}
