using Haneul.Kernel.Runtime;

namespace Haneul.Server;

/// <summary>Which process this is.</summary>
/// <param name="Version">Version of the product.</param>
/// <param name="Node">Name of the machine.</param>
/// <param name="StartedAt">When it began to be put together.</param>
internal sealed record ProcessIdentity(string Version, string Node, long StartedAt)
{
    /// <summary>This process, beginning now.</summary>
    public static ProcessIdentity Of(TimeProvider time) => new(
        typeof(ProcessIdentity).Assembly.GetName().Version!.ToString(3), Environment.MachineName, UnixTime.ToMicroseconds(time.GetUtcNow()));
}
