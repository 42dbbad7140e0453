using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ModelMunicipalities.App.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Programme : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Afterwards",
                table: "Participations",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "AfterwardsComment",
                table: "Participations",
                type: "nvarchar(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Focus",
                table: "Participations",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<bool>(
                name: "IsUnavailable",
                table: "Participations",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Places",
                table: "Participations",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Participations",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "When",
                table: "Participations",
                type: "nvarchar(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WithdrawnReason",
                table: "Participations",
                type: "nvarchar(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EmailDomain",
                table: "Organisations",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ReplacesId",
                table: "Invitations",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ApplyBy",
                table: "Cohorts",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Criteria",
                table: "Cohorts",
                type: "nvarchar(max)",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Stage",
                table: "Cohorts",
                type: "int",
                nullable: false,
                defaultValue: 5);

            // Until now a cohort was running or closed.
            // EXEC, since a script with the new column in the same batch would not compile.
            migrationBuilder.Sql("EXEC(N'UPDATE [Cohorts] SET [Stage] = 6 WHERE [ClosedAt] IS NOT NULL')");

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Cohorts",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "Applications",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    NetworkId = table.Column<int>(type: "int", nullable: false),
                    CohortId = table.Column<int>(type: "int", nullable: false),
                    OrganisationId = table.Column<int>(type: "int", nullable: false),
                    Status = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    InvitedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    SubmittedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    ContactName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    ContactEmail = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    ContactPhone = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Motivation = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    Focus = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Cemr = table.Column<int>(type: "int", nullable: true),
                    CemrDate = table.Column<DateOnly>(type: "date", nullable: true),
                    Baseline = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Stakeholders = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    WillMentor = table.Column<bool>(type: "bit", nullable: true),
                    Answers = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Team = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Applications", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Applications_Cohorts_CohortId",
                        column: x => x.CohortId,
                        principalTable: "Cohorts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Applications_Networks_NetworkId",
                        column: x => x.NetworkId,
                        principalTable: "Networks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Applications_Organisations_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "JoinRequests",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    NetworkId = table.Column<int>(type: "int", nullable: false),
                    OrganisationId = table.Column<int>(type: "int", nullable: false),
                    Function = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Email = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Message = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    AskedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AnsweredAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    AnsweredBy = table.Column<int>(type: "int", nullable: true),
                    IsGranted = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JoinRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_JoinRequests_Networks_NetworkId",
                        column: x => x.NetworkId,
                        principalTable: "Networks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_JoinRequests_Organisations_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PairingProposals",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    NetworkId = table.Column<int>(type: "int", nullable: false),
                    CohortId = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    MadeAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Least = table.Column<int>(type: "int", nullable: false),
                    Most = table.Column<int>(type: "int", nullable: false),
                    DistanceWeight = table.Column<double>(type: "float", nullable: false),
                    SizeWeight = table.Column<double>(type: "float", nullable: false),
                    FocusWeight = table.Column<double>(type: "float", nullable: false),
                    Tolerance = table.Column<double>(type: "float", nullable: false),
                    IsOfPeers = table.Column<bool>(type: "bit", nullable: false),
                    IsRepair = table.Column<bool>(type: "bit", nullable: false),
                    Basis = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    TotalDistanceKm = table.Column<double>(type: "float", nullable: false),
                    Objective = table.Column<double>(type: "float", nullable: false),
                    Optimum = table.Column<double>(type: "float", nullable: true),
                    IsOptimal = table.Column<bool>(type: "bit", nullable: false),
                    PublishedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Forbidden = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Pairs = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PairingProposals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PairingProposals_Cohorts_CohortId",
                        column: x => x.CohortId,
                        principalTable: "Cohorts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PairingProposals_Networks_NetworkId",
                        column: x => x.NetworkId,
                        principalTable: "Networks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProgrammeDays",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    NetworkId = table.Column<int>(type: "int", nullable: false),
                    CohortId = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Ordinal = table.Column<int>(type: "int", nullable: false),
                    StartsAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProgrammeDays", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ProgrammeDays_Cohorts_CohortId",
                        column: x => x.CohortId,
                        principalTable: "Cohorts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ProgrammeDays_Networks_NetworkId",
                        column: x => x.NetworkId,
                        principalTable: "Networks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Organisations_NetworkId_EmailDomain",
                table: "Organisations",
                columns: new[] { "NetworkId", "EmailDomain" });

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_ReplacesId",
                table: "Invitations",
                column: "ReplacesId");

            migrationBuilder.CreateIndex(
                name: "IX_Applications_CohortId_OrganisationId",
                table: "Applications",
                columns: new[] { "CohortId", "OrganisationId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Applications_OrganisationId",
                table: "Applications",
                column: "OrganisationId");

            migrationBuilder.CreateIndex(
                name: "IX_JoinRequests_OrganisationId",
                table: "JoinRequests",
                column: "OrganisationId");

            migrationBuilder.CreateIndex(
                name: "IX_PairingProposals_CohortId_Number",
                table: "PairingProposals",
                columns: new[] { "CohortId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ProgrammeDays_CohortId",
                table: "ProgrammeDays",
                column: "CohortId");

            migrationBuilder.AddForeignKey(
                name: "FK_Invitations_Memberships_ReplacesId",
                table: "Invitations",
                column: "ReplacesId",
                principalTable: "Memberships",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Invitations_Memberships_ReplacesId",
                table: "Invitations");

            migrationBuilder.DropTable(
                name: "Applications");

            migrationBuilder.DropTable(
                name: "JoinRequests");

            migrationBuilder.DropTable(
                name: "PairingProposals");

            migrationBuilder.DropTable(
                name: "ProgrammeDays");

            migrationBuilder.DropIndex(
                name: "IX_Organisations_NetworkId_EmailDomain",
                table: "Organisations");

            migrationBuilder.DropIndex(
                name: "IX_Invitations_ReplacesId",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "Afterwards",
                table: "Participations");

            migrationBuilder.DropColumn(
                name: "AfterwardsComment",
                table: "Participations");

            migrationBuilder.DropColumn(
                name: "Focus",
                table: "Participations");

            migrationBuilder.DropColumn(
                name: "IsUnavailable",
                table: "Participations");

            migrationBuilder.DropColumn(
                name: "Places",
                table: "Participations");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Participations");

            migrationBuilder.DropColumn(
                name: "When",
                table: "Participations");

            migrationBuilder.DropColumn(
                name: "WithdrawnReason",
                table: "Participations");

            migrationBuilder.DropColumn(
                name: "EmailDomain",
                table: "Organisations");

            migrationBuilder.DropColumn(
                name: "ReplacesId",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "ApplyBy",
                table: "Cohorts");

            migrationBuilder.DropColumn(
                name: "Criteria",
                table: "Cohorts");

            migrationBuilder.DropColumn(
                name: "Stage",
                table: "Cohorts");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Cohorts");
        }
    }
}
