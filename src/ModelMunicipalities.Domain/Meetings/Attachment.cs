using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Meetings;

/// <summary>A kind of document that may be uploaded.</summary>
public enum FileKind
{
    /// <summary>PDF.</summary>
    Pdf = 1,

    /// <summary>Word, without macros.</summary>
    Docx = 2,

    /// <summary>PowerPoint, without macros.</summary>
    Pptx = 3,

    /// <summary>Excel, without macros.</summary>
    Xlsx = 4,

    /// <summary>OpenDocument text.</summary>
    Odt = 5,

    /// <summary>OpenDocument presentation.</summary>
    Odp = 6,

    /// <summary>OpenDocument spreadsheet.</summary>
    Ods = 7,

    /// <summary>PNG image.</summary>
    Png = 8,

    /// <summary>JPEG image.</summary>
    Jpeg = 9,
}

/// <summary>A document that an organisation has uploaded: for a meeting, or to an improvement.</summary>
public sealed class Attachment : ITenantOwned
{
    /// <summary>The largest, in megabytes.</summary>
    public const int LargestMegabytes = 20;

    /// <summary>The same in bytes.</summary>
    public const int LargestBytes = LargestMegabytes * 1024 * 1024;

    /// <summary>The most that one organisation has at one meeting, or one improvement.</summary>
    public const int Most = 20;

    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 150;

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The meeting it is for; null when it is an improvement's.</summary>
    public int? MeetingId { get; set; }

    /// <summary>The improvement it is of; null when it is a meeting's.</summary>
    public int? ImprovementId { get; set; }

    /// <summary>The organisation that uploaded it; null when the coordinator did.</summary>
    public int? OrganisationId { get; set; }

    /// <summary>Key of the <see cref="FormPreparation"/> that it answers; null for other material.</summary>
    public string? Task { get; set; }

    /// <summary>The name of the file, without any folder, its ending that of <see cref="Kind"/>.</summary>
    public required string Name { get; set; }

    /// <summary>What it is, by its content.</summary>
    public FileKind Kind { get; set; }

    /// <summary>Its size in bytes.</summary>
    public int Size { get; set; }

    /// <summary>Who uploaded it.</summary>
    public int UploadedBy { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset UploadedAt { get; set; }

    /// <summary>The content, in a row of its own so that lists never read it.</summary>
    public AttachmentContent? Content { get; set; }
}

/// <summary>What is in an uploaded document.</summary>
public sealed class AttachmentContent : ITenantOwned
{
    /// <summary>The attachment, whose identity it shares.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The bytes, as uploaded.</summary>
    public required byte[] Bytes { get; set; }
}
