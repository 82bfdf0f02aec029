using Microsoft.Data.Sqlite;

namespace Haneul.Kernel.Storage.Sqlite;

/// <summary>
/// Copies the write-ahead log into the database file beside the writer lane. Left to SQLite, every thousandth page made one caller wait while thousands
/// of pages were written in random places and flushed. A passive checkpoint blocks nobody; only starting the log from its beginning
/// again needs a moment of the lane, when almost nothing is left to copy.
/// </summary>
internal sealed class SqliteCheckpointer : IDisposable
{
    private const int PagesPerCheckpoint = 1_000; // 4 MiB
    private const int PagesPerRestart = 8_000; // 32 MiB: about bounds the log, and so the time that the next start takes to read it.

    private readonly AutoResetEvent _wanted = new(initialState: false);
    private readonly SqliteHandle _handle;
    private readonly Thread _thread;
    private volatile bool _isStopping;
    private volatile bool _hasJustCopied;
    private int _pagesSinceCheckpoint;
    private int _pagesSinceRestart;

    public SqliteCheckpointer(string path)
    {
        _handle = SqliteHandle.Open(path, queryOnly: false);
        _thread = new Thread(Run) { IsBackground = true, Name = "haneul-checkpoint" };
        _thread.Start();
    }

    /// <summary>Called on the lane between two turns: tells what was written, and starts the log anew when it has grown long.</summary>
    public void AfterTurn(SqliteHandle lane)
    {
        var pages = lane.TakePagesWritten();
        _pagesSinceCheckpoint += pages;
        _pagesSinceRestart += pages;
        if (_pagesSinceRestart >= PagesPerRestart && _hasJustCopied)
        {
            // Nearly everything is copied, so this is short. A reader in the middle of a long answer is not waited for: there is a next time.
            _hasJustCopied = false;
            _pagesSinceRestart = lane.TryRestartLog() ? 0 : _pagesSinceRestart;
        }
        else if (_pagesSinceCheckpoint >= PagesPerCheckpoint)
        {
            _pagesSinceCheckpoint = 0;
            _hasJustCopied = false;
            _wanted.Set();
        }
    }

    /// <summary>Ends the thread; the connection that is closed last copies the rest.</summary>
    public void Dispose()
    {
        _isStopping = true;
        _wanted.Set();
        _thread.Join();
        _handle.Dispose();
        _wanted.Dispose();
    }

    private void Run()
    {
        while (_wanted.WaitOne() && !_isStopping)
        {
            try
            {
                _handle.Execute("PRAGMA wal_checkpoint(PASSIVE)");
                _hasJustCopied = true;
            }
            catch (SqliteException)
            {
                // The disk is full or failing. The log holds everything, and the lane tells its callers as soon as that fails too.
            }
        }
    }
}
