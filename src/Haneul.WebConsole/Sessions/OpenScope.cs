using Haneul.Kernel.Access;
using Haneul.WebConsole.Api;

namespace Haneul.WebConsole.Sessions;

/// <summary>A scope that a person has a role in.</summary>
/// <param name="Api">The API there.</param>
/// <param name="Caller">Who the person is there, with their roles.</param>
public sealed record OpenScope(ApiClient Api, Caller Caller);
