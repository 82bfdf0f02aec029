using Haneul.Kernel.Crypto;

namespace Haneul.Kernel.Storage.Backup;

/// <summary>Encrypts what is written to it, chunk by chunk (<see cref="BackupFormat"/>). Without <see cref="Complete"/> the file stays one that no reader accepts.</summary>
internal sealed class SealingStream(Stream file, AesGcmPool cipher, byte[] headerDigest) : Stream
{
    private readonly byte[] _plain = new byte[BackupFormat.ChunkSize];
    private readonly byte[] _sealed = new byte[BackupFormat.ChunkSize + AesGcmPool.TagSize];
    private int _length;
    private long _chunk;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Writes the last chunk.</summary>
    public void Complete() => Seal(isLast: true);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            // A full chunk waits until more comes: it may be the last.
            if (_length == _plain.Length)
            {
                Seal(isLast: false);
            }

            var taken = Math.Min(buffer.Length, _plain.Length - _length);
            buffer[..taken].CopyTo(_plain.AsSpan(_length));
            _length += taken;
            buffer = buffer[taken..];
        }
    }

    public override void Flush()
    {
        // Chunks are full; there is nothing to hurry.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Seal(bool isLast)
    {
        Span<byte> nonce = stackalloc byte[AesGcmPool.NonceSize];
        BackupFormat.WriteNonce(nonce, _chunk++);
        cipher.Encrypt(
            nonce, _plain.AsSpan(0, _length), _sealed.AsSpan(0, _length), _sealed.AsSpan(_length, AesGcmPool.TagSize), BackupFormat.Describe(headerDigest, isLast));
        file.Write(_sealed, 0, _length + AesGcmPool.TagSize);
        _length = 0;
    }
}
