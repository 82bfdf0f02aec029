using Haneul.Kernel.Storage;

namespace Haneul.ApiTests.Storage;

public sealed class DataFolderLockTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("haneul_test_").FullName, "data");

    [Fact]
    public void A_second_holder_is_refused_by_the_folders_name_until_the_first_lets_go()
    {
        using (DataFolderLock.Acquire(_folder))
        {
            var refusal = Assert.Throws<StorageRefusedException>(() => DataFolderLock.Acquire(_folder));
            Assert.Contains(_folder, refusal.Message, StringComparison.Ordinal);
        }

        DataFolderLock.Acquire(_folder).Dispose();
    }

    [Fact]
    public void The_folder_is_made_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes.");
        using var held = DataFolderLock.Acquire(_folder);

#pragma warning disable CA1416 // Skipped on Windows above.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder));
#pragma warning restore CA1416
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);
}
