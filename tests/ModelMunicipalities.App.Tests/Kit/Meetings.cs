using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>Meetings as far as a test needs them before it begins.</summary>
internal static class MeetingRoom
{
    public static byte[] Pdf =>
        Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

    /// <summary>A document of a size that is a PDF.</summary>
    public static byte[] PdfOf(int bytes) => [.. "%PDF-1.4\n"u8, .. new byte[bytes - 15], .. "%%EOF\n"u8];

    /// <summary>The meeting of an organisation's group at an occasion.</summary>
    public static Task<Meeting> MeetingAsync(this TestNetwork network, string organisation, string occasion) =>
        network.InDbAsync(db =>
            (
                from m in db.Meetings
                join o in db.Occasions on m.OccasionId equals o.Id
                where
                    o.Key == occasion
                    && db.Participations.Any(p => p.GroupId == m.GroupId && p.OrganisationId == network[organisation].Id)
                select m
            ).SingleAsync()
        );

    /// <summary>A part of the API about that meeting.</summary>
    public static async Task<string> RoomAsync(
        this TestNetwork network,
        string organisation,
        string occasion,
        string path = ""
    ) => network.InNetwork($"/meetings/{(await network.MeetingAsync(organisation, occasion)).Id}{path}");

    /// <summary>Lets a meeting begin in so many hours, or have begun.</summary>
    public static Task MoveMeetingAsync(this TestNetwork network, Meeting meeting, double hours) =>
        network.ChangeAsync(async db =>
        {
            var row = await db.Meetings.SingleAsync(m => m.Id == meeting.Id);
            (row.StartsAt, row.EndsAt) = (DateTimeOffset.UtcNow.AddHours(hours), DateTimeOffset.UtcNow.AddHours(hours + 3));
        });

    public static Task<Reply> UploadAsync(this Api api, string path, byte[] content, string name) =>
        api.SendAsync(HttpMethod.Post, path, Form(content, name));

    public static MultipartFormDataContent Form(byte[] content, string name)
    {
        var part = new ByteArrayContent(content);
        part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file" };

        // As a browser writes it: the name as it is, in UTF-8.
        part.Headers.ContentDisposition.FileName =
            "\"" + name.Replace("\"", "%22").Replace("\r", "%0D").Replace("\n", "%0A") + "\"";
        return new MultipartFormDataContent { part };
    }

    public static Task<Reply> DeleteAsync(this Api api, string path, string? version = null) =>
        api.SendAsync(HttpMethod.Delete, path, null, r =>
        {
            if (version is not null)
            {
                r.Headers.TryAddWithoutValidation("If-Match", version);
            }
        });

    /// <summary>
    /// An attachment, a question and a decision of the network's first meeting, of its first organisation in it; and an
    /// improvement of it.
    /// </summary>
    public static Task FurnishAsync(this TestNetwork network, string organisation) =>
        network.ChangeAsync(async db =>
        {
            var meeting = await db.Meetings.OrderBy(m => m.Id).FirstAsync();
            var (own, by) = (network[organisation].Id, network.Coordinator.Id);
            db.Attachments.Add(
                new Attachment
                {
                    MeetingId = meeting.Id,
                    OrganisationId = own,
                    Name = organisation + ".pdf",
                    Kind = FileKind.Pdf,
                    Size = Pdf.Length,
                    UploadedBy = by,
                    UploadedAt = DateTimeOffset.UtcNow,
                    Content = new AttachmentContent { Bytes = Pdf },
                }
            );
            db.MeetingQuestions.Add(
                new MeetingQuestion
                {
                    MeetingId = meeting.Id,
                    OrganisationId = own,
                    Text = "Fråga",
                    AskedBy = by,
                    AskedAt = DateTimeOffset.UtcNow,
                }
            );
            db.MeetingDecisions.Add(
                new MeetingDecision
                {
                    MeetingId = meeting.Id,
                    OrganisationId = own,
                    Text = "Beslut",
                    NotedBy = by,
                    NotedAt = DateTimeOffset.UtcNow,
                }
            );
            db.Improvements.Add(
                new Improvement
                {
                    CohortId = network.Cohort.Id,
                    OrganisationId = own,
                    Title = "Förbättring",
                    CreatedBy = by,
                    CreatedAt = DateTimeOffset.UtcNow,
                    TouchedAt = DateTimeOffset.UtcNow,
                }
            );
        });

    /// <summary>A Word document with a program in it.</summary>
    public static byte[] Docm
    {
        get
        {
            using var stream = new MemoryStream();
            using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            {
                using (var types = new StreamWriter(zip.CreateEntry("[Content_Types].xml").Open()))
                {
                    types.Write(
                        """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>"""
                    );
                }

                zip.CreateEntry("word/vbaProject.bin");
            }

            return stream.ToArray();
        }
    }
}
