namespace Haneul.EndToEndTests.Infrastructure;

/// <summary>Collects the lines of one output stream.</summary>
internal sealed class LogFile(string path) : IDisposable
{
    private readonly Lock gate = new();

    // Shared, because a restarted server and a reading test open the same file.
    private readonly StreamWriter writer = new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Adds a line; a null line, the end of a stream, adds none.</summary>
    public void Append(string? line)
    {
        if (line is not null)
        {
            lock (gate)
            {
                writer.WriteLine(line);
            }
        }
    }

    /// <summary>All that was written so far.</summary>
    public string ReadAll()
    {
        using var reader = new StreamReader(new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (gate)
        {
            writer.Dispose();
        }
    }
}
