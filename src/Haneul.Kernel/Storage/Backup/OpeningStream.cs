using Haneul.Kernel.Crypto;

namespace Haneul.Kernel.Storage.Backup;

/// <summary>Decrypts the chunks of a backup (<see cref="BackupFormat"/>); nothing leaves it that was not authenticated.</summary>
internal sealed class OpeningStream(Stream file, AesGcmPool cipher, byte[] headerDigest) : Stream
{
    private const int SealedSize = BackupFormat.ChunkSize + AesGcmPool.TagSize;

    // One byte more than a chunk, since only what follows tells whether a chunk is the last.
    private readonly byte[] _sealed = new byte[SealedSize + 1];
    private readonly byte[] _plain = new byte[BackupFormat.ChunkSize];
    private int _carried;
    private int _position;
    private int _length;
    private long _chunk;
    private bool _wasLast;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Opens the first chunk ahead of time: then the header may be believed.</summary>
    /// <exception cref="BackupDamagedException">Header or chunk are not what was written.</exception>
    public void Begin() => Open();

    /// <exception cref="BackupDamagedException">The next chunk is not what was written.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (_position == _length)
        {
            if (_wasLast)
            {
                return 0;
            }

            Open();
        }

        var taken = Math.Min(buffer.Length, _length - _position);
        _plain.AsSpan(_position, taken).CopyTo(buffer);
        _position += taken;
        return taken;
    }

    public override void Flush()
    {
        // Nothing is written.
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Open()
    {
        var found = _carried + file.ReadAtLeast(_sealed.AsSpan(_carried), _sealed.Length - _carried, throwOnEndOfStream: false);
        _wasLast = found < _sealed.Length;
        var size = Math.Min(found, SealedSize);
        _length = size - AesGcmPool.TagSize;
        _position = 0;
        Span<byte> nonce = stackalloc byte[AesGcmPool.NonceSize];
        BackupFormat.WriteNonce(nonce, _chunk);
        if (_length < 0
            || !cipher.TryDecrypt(
                nonce, _sealed.AsSpan(0, _length), _sealed.AsSpan(_length, AesGcmPool.TagSize), _plain.AsSpan(0, _length), BackupFormat.Describe(headerDigest, _wasLast)))
        {
            _length = 0;
            throw new BackupDamagedException($"it was changed or cut short, at about byte {_chunk * SealedSize} of its content");
        }

        _chunk++;
        _carried = _wasLast ? 0 : 1;
        _sealed[0] = _sealed[^1];
    }
}
