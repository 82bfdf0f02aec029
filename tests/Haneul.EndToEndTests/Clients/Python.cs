namespace Haneul.EndToEndTests.Clients;

/// <summary>The Python that has the OpenStack packages, and the scripts beside this file.</summary>
public static class Python
{
    /// <summary>Debian's own: another one that stands earlier in PATH would not see Debian's packages.</summary>
    public static string Path { get; } = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    /// <summary>A script beside this file.</summary>
    public static string Script(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Clients", name);
}
