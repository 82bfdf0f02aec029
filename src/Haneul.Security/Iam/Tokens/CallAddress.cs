using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Tokens;

/// <summary>All that links in an answer depend on: how the call reached the service. Cheaper to compare than the address is to build.</summary>
internal readonly record struct CallAddress(string Scheme, string? Host, Destination? Destination)
{
    public static CallAddress Of(Call call) => new(call.Context.Request.Scheme, call.Context.Request.Host.Value, call.Destination);
}
