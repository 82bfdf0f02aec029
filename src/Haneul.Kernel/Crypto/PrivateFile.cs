using System.Runtime.InteropServices;
using System.Text;

namespace Haneul.Kernel.Crypto;

/// <summary>
/// Writes files that carry secrets: readable by their owner alone from the first byte, and after a crash either whole or absent.
/// </summary>
public static class PrivateFile
{
    private const int InvalidArgument = 22;

    /// <summary>Creates a file (mode 0600). It is durable, name included, when the call returns.</summary>
    /// <exception cref="IOException">The file is there already, or can't be written.</exception>
    public static void Create(string path, ReadOnlySpan<byte> content) => Write(path, content, replace: false);

    /// <summary>Creates or replaces a file (mode 0600). Readers see the old or the new content, never a part.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content) => Write(path, content, replace: true);

    /// <summary>
    /// Creates a file (mode 0600) by a function that writes it, or replaces one if that is allowed. What is half written stands under another name and is deleted.
    /// </summary>
    /// <exception cref="IOException">The file is there already, is being written by somebody else, or can't be written.</exception>
    public static async Task<T> WriteAsync<T>(string path, bool replace, Func<Stream, Task<T>> write)
    {
        path = Path.GetFullPath(path);
        var temporary = path + ".tmp";
        DeleteUnlessInUse(temporary);
        T result;
        using (var stream = new FileStream(temporary, Options()))
        {
            try
            {
                result = await write(stream);
                stream.Flush(flushToDisk: true);
                File.Move(temporary, path, replace);
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }
        }

        FlushDirectory(Path.GetDirectoryName(path)!);
        return result;
    }

    /// <summary>Creates an empty file (mode 0600), for others to fill.</summary>
    public static void CreateEmpty(string path) => new FileStream(path, Options()).Dispose();

    /// <summary>Makes a finished file durable and gives it its name, which must be free.</summary>
    public static void Publish(string temporary, string path)
    {
        using (var stream = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite))
        {
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: false);
        FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    private static void Write(string path, ReadOnlySpan<byte> content, bool replace)
    {
        path = Path.GetFullPath(path);

        // A fixed name, so that what a crash leaves behind is taken away by the next attempt. Deleted first, since the mode
        // below is applied only to a file that is new.
        var temporary = path + ".tmp";
        File.Delete(temporary);
        try
        {
            using (var stream = new FileStream(temporary, Options()))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, replace);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        FlushDirectory(Path.GetDirectoryName(path)!);
    }

    // What takes long may meet a second of its kind, which must not take the file away under it. A lock ends with its process, so what a crash left behind is not in use.
    private static void DeleteUnlessInUse(string temporary)
    {
        if (File.Exists(temporary))
        {
            new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            File.Delete(temporary);
        }
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    // A rename is durable only when the directory is: fsync(2). The framework opens no directories, hence the system calls.
    private static void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = OpenFile(Encoding.UTF8.GetBytes(directory + '\0'), flags: 0);
        if (descriptor < 0)
        {
            throw new IOException($"The folder '{directory}' can't be opened to make a file in it durable (error {Marshal.GetLastPInvokeError()}).");
        }

        var failed = FlushFile(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = CloseFile(descriptor);

        // Some network file systems have no such thing as flushing a directory and say EINVAL.
        if (failed && error != InvalidArgument)
        {
            throw new IOException($"The folder '{directory}' can't be made durable (error {error}).");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFile(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FlushFile(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CloseFile(int descriptor);
}
