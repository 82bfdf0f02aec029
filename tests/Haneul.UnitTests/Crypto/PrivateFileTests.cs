using Haneul.Kernel.Crypto;
using Haneul.UnitTests.Kms;

namespace Haneul.UnitTests.Crypto;

public sealed class PrivateFileTests
{
    [Fact]
    public void A_private_file_is_for_its_owner_alone_and_leaves_nothing_beside_it()
    {
        using var folder = new TemporaryFolder();

        PrivateFile.Create(folder.File("secret"), "content"u8);

        Assert.Equal("content", File.ReadAllText(folder.File("secret")));
        Assert.Equal([folder.File("secret")], Directory.GetFileSystemEntries(folder));
        AssertOwnerOnly(folder.File("secret"));
    }

    [Fact]
    public void Creating_never_replaces_a_file()
    {
        using var folder = new TemporaryFolder();
        PrivateFile.Create(folder.File("secret"), "first"u8);

        Assert.Throws<IOException>(() => PrivateFile.Create(folder.File("secret"), "second"u8));

        Assert.Equal("first", File.ReadAllText(folder.File("secret")));
        Assert.Single(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void Replacing_closes_a_file_that_was_open_to_others()
    {
        using var folder = new TemporaryFolder();
        folder.FileOf("secret", "first");

        PrivateFile.Replace(folder.File("secret"), "second"u8);

        Assert.Equal("second", File.ReadAllText(folder.File("secret")));
        AssertOwnerOnly(folder.File("secret"));
    }

    [Fact]
    public void What_a_crash_left_behind_does_not_lend_its_mode()
    {
        using var folder = new TemporaryFolder();
        folder.FileOf("secret.tmp", "half");

        PrivateFile.Create(folder.File("secret"), "whole"u8);

        Assert.Equal([folder.File("secret")], Directory.GetFileSystemEntries(folder));
        AssertOwnerOnly(folder.File("secret"));
    }

    private static void AssertOwnerOnly(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }
}
