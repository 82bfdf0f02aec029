namespace Haneul.Kernel.Storage;

/// <summary>
/// Keeps a second process out of a data folder. The lock is the operating system's own on an open file, so that it ends with the process
/// however that ends; the file stays, and its presence means nothing.
/// </summary>
public sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Makes the folder (readable by its owner alone) if need be, and locks it.</summary>
    /// <exception cref="StorageRefusedException">Another process holds the folder, or it cannot be used.</exception>
    public static DataFolderLock Acquire(string folder)
    {
        var path = Path.Combine(folder, "haneul.lock");
        try
        {
            CreatePrivateFolder(folder);
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            var file = new FileStream(path, options);
            if (CanOpenAgain(path, options))
            {
                file.Dispose();
                throw new StorageRefusedException(
                    $"Files in the data folder {folder} cannot be locked, so a second server would not be noticed. Put the folder on a local file system, and do not set DOTNET_SYSTEM_IO_DISABLEFILELOCKING.");
            }

            return new DataFolderLock(file);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StorageRefusedException($"The data folder {folder} cannot be used: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new StorageRefusedException(
                File.Exists(path)
                    ? $"Another server is using the data folder {folder}. Stop it, or choose another folder with --data."
                    : $"The data folder {folder} cannot be used: {exception.Message}",
                exception);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    /// <summary>Some file systems know no locks, and the runtime can be told to take none: it does without and says nothing.</summary>
    private static bool CanOpenAgain(string path, FileStreamOptions options)
    {
        try
        {
            new FileStream(path, options).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    internal static void CreatePrivateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
