using System.Buffers;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Export;

/// <summary>A form in which events leave as a file.</summary>
internal interface IEventFormat
{
    /// <summary>What the answer says that it is.</summary>
    string ContentType { get; }

    /// <summary>Ending of the file's name, which is also the word by which it is asked for.</summary>
    string Extension { get; }

    /// <summary>Writes what stands before the first event.</summary>
    void WriteHead(IBufferWriter<byte> output);

    /// <summary>Writes an event.</summary>
    void Write(IBufferWriter<byte> output, Event item);
}
