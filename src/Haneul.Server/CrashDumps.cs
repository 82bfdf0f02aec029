using System.Runtime.InteropServices;

namespace Haneul.Server;

/// <summary>
/// Keeps the memory of the process, and the keys in it, out of core dumps: on Linux the process is marked as one that may not be dumped, which also keeps other
/// processes of the same user from looking into it. What the kernel is told here holds whatever the limits of the shell and the dump handler of the machine are.
/// </summary>
internal static class CrashDumps
{
    private const int SetDumpable = 4;

    /// <summary>Forbids dumps of this process. Elsewhere than on Linux it does nothing.</summary>
    public static void Forbid()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = ControlProcess(SetDumpable, 0, 0, 0, 0);
        }
    }

    [DllImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ControlProcess(int option, nuint second, nuint third, nuint fourth, nuint fifth);
}
