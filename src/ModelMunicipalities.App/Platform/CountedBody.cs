using Microsoft.AspNetCore.Http;

namespace ModelMunicipalities.App.Platform;

/// <summary>
/// A JSON body that counts its values as it is read: five megabytes of empty objects would become a thousand times as much
/// when they are made into lists. What stands inside texts is not counted.
/// </summary>
internal sealed class CountedBody(Stream body) : Stream
{
    private int _values;

    /// <summary>
    /// True once it has had more values than any request has use for. Whoever reads it may hide why reading failed.
    /// </summary>
    public bool HasTooMany => _values > Limits.BodyValues;

    private bool _inText;

    private bool _escaped;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        Count(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Bodies are read asynchronously.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Count(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (_escaped)
            {
                _escaped = false;
            }
            else if (_inText)
            {
                (_inText, _escaped) = (b != '"', b == '\\');
            }
            else
            {
                _inText = b == '"';
                _values += b is (byte)',' or (byte)'{' or (byte)'[' ? 1 : 0;
            }
        }

        if (HasTooMany)
        {
            throw new BadHttpRequestException("The body has too many values.");
        }
    }
}
