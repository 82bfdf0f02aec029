using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace Haneul.Kernel.Storage.Backup;

/// <summary>The marks that records begin with.</summary>
internal static class RecordMark
{
    /// <summary>A table begins: name, highest number that its identity gave, columns.</summary>
    public const byte Table = (byte)'T';

    /// <summary>A row of the table.</summary>
    public const byte Row = (byte)'R';

    /// <summary>The table ends: number of its rows.</summary>
    public const byte TableEnd = (byte)'E';

    /// <summary>The backup ends: digest of all records before.</summary>
    public const byte End = (byte)'Z';
}

/// <summary>Writes the content of a backup as records, whatever engine it comes from, with a digest over them.</summary>
internal sealed class RecordWriter(Stream stream) : IDisposable
{
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _length;

    public void BeginTable(BackupTable table, long identity)
    {
        WriteByte(RecordMark.Table);
        WriteText(table.Name);
        WriteNumber(identity);
        WriteNumber(table.Columns.Count);
        foreach (var column in table.Columns)
        {
            WriteText(column.Name);
            WriteByte((byte)column.Kind);
        }
    }

    public void WriteRow(BackupTable table, DbDataReader row)
    {
        WriteByte(RecordMark.Row);
        for (var index = 0; index < table.Columns.Count; index++)
        {
            if (row.IsDBNull(index))
            {
                WriteByte(0);
                continue;
            }

            WriteByte(1);
            switch (table.Columns[index].Kind)
            {
                case ColumnKind.Text:
                    WriteText(row.GetString(index));
                    break;
                case ColumnKind.Integer:
                    WriteNumber(row.GetInt64(index));
                    break;
                default:
                    WriteBlob(row.GetFieldValue<byte[]>(index));
                    break;
            }
        }
    }

    public void EndTable(long rows)
    {
        WriteByte(RecordMark.TableEnd);
        WriteNumber(rows);
    }

    /// <summary>Writes the end and hands everything to the stream.</summary>
    public void Complete()
    {
        WriteByte(RecordMark.End);
        Flush();
        stream.Write(_digest.GetHashAndReset());
    }

    public void Dispose() => _digest.Dispose();

    private void WriteByte(byte value)
    {
        if (_length == _buffer.Length)
        {
            Flush();
        }

        _buffer[_length++] = value;
    }

    private void WriteNumber(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        Write(bytes);
    }

    private void WriteText(string text) => WriteBlob(Encoding.UTF8.GetBytes(text));

    private void WriteBlob(byte[] bytes)
    {
        WriteNumber(bytes.Length);
        Write(bytes);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_length == _buffer.Length)
            {
                Flush();
            }

            var taken = Math.Min(bytes.Length, _buffer.Length - _length);
            bytes[..taken].CopyTo(_buffer.AsSpan(_length));
            _length += taken;
            bytes = bytes[taken..];
        }
    }

    private void Flush()
    {
        _digest.AppendData(_buffer, 0, _length);
        stream.Write(_buffer, 0, _length);
        _length = 0;
    }
}
