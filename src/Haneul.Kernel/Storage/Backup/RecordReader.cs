using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Haneul.Kernel.Storage.Backup;

/// <summary>Reads the content of a backup, record by record. What it reads was authenticated, so a record that makes no sense is the writer's mistake; it is told as damage all the same.</summary>
internal sealed class RecordReader(Stream stream) : IDisposable
{
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _position;
    private int _length;

    /// <summary>The next table and the highest number that its identity gave; null at the end, after the digest was found to be right.</summary>
    public (BackupTable Table, long Identity)? NextTable()
    {
        switch (ReadByte())
        {
            case RecordMark.Table:
                var name = ReadText();
                var identity = ReadNumber();
                var columns = new BackupColumn[ReadLength()];
                for (var index = 0; index < columns.Length; index++)
                {
                    columns[index] = new BackupColumn(ReadText(), (ColumnKind)ReadByte());
                }

                return (new BackupTable(name, columns), identity);
            case RecordMark.End:
                CheckDigest();
                return null;
            default:
                throw Senseless();
        }
    }

    /// <summary>Reads the next row; false at the end of the table.</summary>
    public bool NextRow(BackupTable table, BackupValue[] row, long rowsSoFar)
    {
        switch (ReadByte())
        {
            case RecordMark.Row:
                for (var index = 0; index < row.Length; index++)
                {
                    row[index] = ReadByte() == 0 ? BackupValue.Null : ReadValue(table.Columns[index].Kind);
                }

                return true;
            case RecordMark.TableEnd:
                return ReadNumber() == rowsSoFar ? false : throw new BackupDamagedException($"table '{table.Name}' does not have the number of rows that it should have");
            default:
                throw Senseless();
        }
    }

    public void Dispose() => _digest.Dispose();

    private static BackupDamagedException Senseless() => new("its content makes no sense");

    private BackupValue ReadValue(ColumnKind kind) => kind switch
    {
        ColumnKind.Text => new BackupValue(IsNull: false, 0, ReadText(), null),
        ColumnKind.Integer => new BackupValue(IsNull: false, ReadNumber(), null, null),
        ColumnKind.Blob => new BackupValue(IsNull: false, 0, null, ReadBlob()),
        _ => throw Senseless(),
    };

    private void CheckDigest()
    {
        _digest.AppendData(_buffer, 0, _position);
        var computed = _digest.GetHashAndReset();
        Span<byte> written = stackalloc byte[SHA256.HashSizeInBytes];
        Read(written);
        if (!written.SequenceEqual(computed) || _position != _length || stream.Read(_buffer, 0, 1) != 0)
        {
            throw new BackupDamagedException("the digest of its content is not the one that was written");
        }
    }

    private byte ReadByte()
    {
        if (_position == _length)
        {
            Fill();
        }

        return _buffer[_position++];
    }

    private long ReadNumber()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        Read(bytes);
        return BinaryPrimitives.ReadInt64BigEndian(bytes);
    }

    private int ReadLength() => ReadNumber() is var length and >= 0 and <= int.MaxValue ? (int)length : throw Senseless();

    private string ReadText()
    {
        var length = ReadLength();
        if (length > _length - _position)
        {
            return Encoding.UTF8.GetString(ReadBytes(length));
        }

        var text = Encoding.UTF8.GetString(_buffer, _position, length);
        _position += length;
        return text;
    }

    private byte[] ReadBlob() => ReadBytes(ReadLength());

    private byte[] ReadBytes(int length)
    {
        if (length > Array.MaxLength)
        {
            throw Senseless();
        }

        var bytes = new byte[length];
        Read(bytes);
        return bytes;
    }

    private void Read(Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_position == _length)
            {
                Fill();
            }

            var taken = Math.Min(bytes.Length, _length - _position);
            _buffer.AsSpan(_position, taken).CopyTo(bytes);
            _position += taken;
            bytes = bytes[taken..];
        }
    }

    private void Fill()
    {
        _digest.AppendData(_buffer, 0, _length);
        _position = 0;
        _length = stream.Read(_buffer, 0, _buffer.Length);
        if (_length == 0)
        {
            throw new BackupDamagedException("it ends too early");
        }
    }
}
