using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// Keeps a document for a meeting, or of an improvement. What it is, is told by its content; see
/// <see cref="FileKinds"/>. The same document twice is there once.
/// </summary>
public static class UploadAttachment
{
    /// <param name="Id">The meeting's identity.</param>
    /// <param name="Organisation">
    /// The caller's organisation; null for her only one in the meeting, or for the coordinator.
    /// </param>
    /// <param name="Task">Key of the preparation that it answers; null for other material.</param>
    /// <param name="FileName">The name that the file was sent with.</param>
    /// <param name="Bytes">The file.</param>
    public sealed record ToMeeting(int Id, string? Organisation, string? Task, string? FileName, byte[] Bytes)
        : IUse<Uploaded>,
            IRequireMeetingMember,
            IAlone;

    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Organisation">The slug of the organisation whose improvement it is.</param>
    /// <param name="Improvement">The improvement's identity.</param>
    /// <param name="FileName">The name that the file was sent with.</param>
    /// <param name="Bytes">The file.</param>
    public sealed record ToImprovement(string Cohort, string Organisation, int Improvement, string? FileName, byte[] Bytes)
        : IUse<Uploaded>,
            IRequireFunction,
            IAlone;

    /// <param name="Id">The attachment's identity.</param>
    /// <param name="Name">The name that it was given.</param>
    /// <param name="Kind">What it is.</param>
    /// <param name="Size">Its size in bytes.</param>
    public sealed record Uploaded(int Id, string Name, FileKind Kind, int Size);

    internal sealed class MeetingHandler(AppDb db, MeetingMemberGuard guard, Caller caller, TimeProvider time)
        : IRequestHandler<ToMeeting, Outcome<Uploaded>>
    {
        public async Task<Outcome<Uploaded>> Handle(ToMeeting request, CancellationToken ct)
        {
            var access = guard.For(request);
            if (access.WhyNotAct() is { } over)
            {
                return over;
            }

            int? own = null;
            if (!caller.IsCoordinator || access.Own(caller).Any() || !string.IsNullOrEmpty(request.Organisation))
            {
                var organisation = access.OwnOf(caller, request.Organisation);
                if (!organisation.Ok)
                {
                    return organisation.Refusals.ToList();
                }

                own = organisation.Value.Id;
            }

            var task = Writing.Clean(request.Task);
            if (
                task is not null
                && (
                    own is null
                    || MeetingForm.Of(access.Meeting).Preparations.All(p => p.Key != task || p.Kind != PreparationKind.Document)
                )
            )
            {
                return Refusal.Invalid("PreparationUnknown", "task");
            }

            var kept = await KeepAsync(
                db,
                db.Attachments.Where(a => a.MeetingId == access.Meeting.Id && a.OrganisationId == own),
                new Attachment
                {
                    Name = "",
                    MeetingId = access.Meeting.Id,
                    OrganisationId = own,
                    Task = task,
                    UploadedBy = caller.PersonId,
                    UploadedAt = time.GetUtcNow(),
                },
                request.FileName,
                request.Bytes,
                a => db.Trail("AttachmentUploaded", a.UploadedAt, own, access.Occasion?.Id, access.Tell(a.Name)),
                ct
            );
            if (kept.Ok)
            {
                await db.Database.CommitTransactionAsync(ct);
            }

            return kept;
        }
    }

    internal sealed class ImprovementHandler(AppDb db, Caller caller, TimeProvider time)
        : IRequestHandler<ToImprovement, Outcome<Uploaded>>
    {
        public async Task<Outcome<Uploaded>> Handle(ToImprovement request, CancellationToken ct)
        {
            var found = await (
                from i in db.Improvements
                where i.Id == request.Improvement
                join o in db.Organisations on i.OrganisationId equals o.Id
                where o.Slug == request.Organisation
                join c in db.Cohorts on i.CohortId equals c.Id
                where c.Slug == request.Cohort
                select new
                {
                    i.Id,
                    i.Title,
                    i.OrganisationId,
                    c.Stage,
                }
            ).SingleOrDefaultAsync(ct);
            if (found is null)
            {
                return Refusal.NotFound();
            }

            if (found.Stage.WhyNot(CohortAct.Improve) is { } refusal)
            {
                return refusal;
            }

            var kept = await KeepAsync(
                db,
                db.Attachments.Where(a => a.ImprovementId == found.Id),
                new Attachment
                {
                    Name = "",
                    ImprovementId = found.Id,
                    OrganisationId = found.OrganisationId,
                    UploadedBy = caller.PersonId,
                    UploadedAt = time.GetUtcNow(),
                },
                request.FileName,
                request.Bytes,
                a => db.Trail("AttachmentUploaded", a.UploadedAt, found.OrganisationId, null, $"{found.Title}: {a.Name}"),
                ct
            );
            if (kept.Ok)
            {
                await db.Database.CommitTransactionAsync(ct);
            }

            return kept;
        }
    }

    private static async Task<Outcome<Uploaded>> KeepAsync(
        AppDb db,
        IQueryable<Attachment> beside,
        Attachment attachment,
        string? name,
        byte[] bytes,
        Action<Attachment> trail,
        CancellationToken ct
    )
    {
        if (FileKinds.WhyNot(bytes, name, out var file) is { } refusal)
        {
            return refusal;
        }

        (attachment.Name, attachment.Kind, attachment.Size) = (file!.Name, file.Kind, bytes.Length);
        foreach (
            var same in await beside
                .Where(a => a.Task == attachment.Task && a.Name == file.Name && a.Size == bytes.Length)
                .Select(a => a.Id)
                .ToListAsync(ct)
        )
        {
            if (
                (await db.Set<AttachmentContent>().AsNoTracking().SingleAsync(c => c.Id == same, ct))
                    .Bytes.AsSpan()
                    .SequenceEqual(bytes)
            )
            {
                return new Uploaded(same, file.Name, file.Kind, bytes.Length);
            }
        }

        if (await beside.CountAsync(ct) >= Attachment.Most)
        {
            return Refusal.Conflict("TooManyFiles", Attachment.Most);
        }

        attachment.Content = new AttachmentContent { Bytes = bytes };
        db.Attachments.Add(attachment);
        trail(attachment);
        await db.SaveChangesAsync(ct);
        return new Uploaded(attachment.Id, file.Name, file.Kind, bytes.Length);
    }

    /// <summary>For a meeting.</summary>
    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPost(
                "/meetings/{id:int}/attachments",
                async (
                    int id,
                    string? organisation,
                    string? task,
                    HttpRequest request,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    await AnswerAsync(
                        request,
                        show,
                        (name, bytes) => mediator.Send(new ToMeeting(id, organisation, task, name, bytes), ct),
                        ct
                    )
            )
            .WithTags("Meetings")
            .WithSummary(
                "Uploads a document for a meeting, as the field file of a form. With task, answers that preparation. For those who are to be there."
            )
            .Uploads();

    /// <summary>Of an improvement.</summary>
    public static void MapImprovement(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPost(
                "/organisations/{organisation}/improvements/{improvement:int}/attachments",
                async (
                    string cohort,
                    string organisation,
                    int improvement,
                    HttpRequest request,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    await AnswerAsync(
                        request,
                        show,
                        (name, bytes) => mediator.Send(new ToImprovement(cohort, organisation, improvement, name, bytes), ct),
                        ct
                    )
            )
            .WithTags("Improvements")
            .WithName("uploadImprovementAttachment")
            .WithSummary(
                "Uploads a document to an improvement, as the field file of a form. For the organisation's three functions."
            )
            .Uploads();

    private static void Uploads(this RouteHandlerBuilder route) =>
        route
            .WithMetadata(
                new RequestSizeLimitAttribute(Limits.UploadBytes),
                new LargestFileAttribute(Attachment.LargestMegabytes)
            )
            .Accepts<IFormFile>("multipart/form-data")
            .Produces<Uploaded>(StatusCodes.Status201Created);

    private static async Task<IResult> AnswerAsync(
        HttpRequest request,
        Show show,
        Func<string?, byte[], Task<Outcome<Uploaded>>> send,
        CancellationToken ct
    )
    {
        var file = await ReadAsync(request, ct);
        return file is { Ok: true, Value: { } sent }
            ? (await send(sent.Name, sent.Bytes)).Answer(show, uploaded => Results.Created((string?)null, uploaded))
            : HttpAnswers.Refuse(file.Refusals, show);
    }

    private static async Task<Outcome<Sent>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return request.HasFormContentType && (await request.ReadFormAsync(ct)).Files is [var only]
                ? await SentAsync(only, ct)
                : Refusal.Invalid("ImportOneFile", "file");
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return Refusal.Invalid("ImportOneFile", "file");
        }
    }

    /// <summary>A file of a form as it was sent.</summary>
    public static async Task<Sent> SentAsync(IFormFile file, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var bytes = new MemoryStream((int)Math.Min(file.Length, Limits.UploadBytes));
        await file.CopyToAsync(bytes, ct);
        return new Sent(file.FileName, bytes.ToArray());
    }

    /// <param name="Name">The name that the file was sent with.</param>
    /// <param name="Bytes">The file.</param>
    public sealed record Sent(string? Name, byte[] Bytes);
}
