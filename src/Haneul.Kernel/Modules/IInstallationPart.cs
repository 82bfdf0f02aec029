using Haneul.Kernel.Storage;

namespace Haneul.Kernel.Modules;

/// <summary>
/// What a service tells administrators of its part of the installation. So whoever shows the whole reads the tables of nobody. It must be cheap: it is asked for each
/// time that somebody looks.
/// </summary>
/// <typeparam name="T">What is told of the part.</typeparam>
public interface IInstallationPart<T>
    where T : class
{
    /// <summary>How the part stands.</summary>
    /// <param name="session">The session that reads all parts.</param>
    /// <param name="now">The time of the call.</param>
    ValueTask<T> ReadAsync(IDatabaseSession session, DateTimeOffset now);
}
