// Files, folders and archives.

#include "engine/flow/marks.h"
#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using core::Bit;
using core::SinkKind;

constexpr SameModel kSame[] = {
    {"posixpath", "os.path"},
};

constexpr TypeModel kTypes[] = {
    {"{anyio,trio}.Path()", ":path"},
    {"pathlib.Path()", ":path"},
    {"pathlib.PurePath()", ":path"},
    {"pathlib.{PosixPath,WindowsPath,PurePosixPath,PureWindowsPath}()", ":path"},
    {":path.parents[]", ":path"},
    {":path.{readlink,with_stem,with_segments,relative_to}()", ":path"},
    {":path.{iterdir,glob,rglob}()[]", ":path"},
    // The folder of a package, and what is in it.
    {"{importlib.resources,importlib_resources}.{files,path,as_file}()", ":path"},
    {"pathlib.Path.cwd()", ":path"},
    {"pathlib.Path.home()", ":path"},
    {":path./()", ":path"},
    {":path.parent", ":path"},
    {":path.resolve()", ":path"},
    {":path.absolute()", ":path"},
    {":path.joinpath()", ":path"},
    {":path.expanduser()", ":path"},
    {":path.with_suffix()", ":path"},
    {":path.with_name()", ":path"},
    {"tarfile.open()", ":tar"},
    {"tarfile.TarFile()", ":tar"},
    {"tarfile.TarFile.open()", ":tar"},
    {":tar.__enter__()", ":tar"},
    {"zipfile.ZipFile()", ":zip"},
    {":zip.__enter__()", ":zip"},
    {"{pyzipper.ZipFile,pyzipper.AESZipFile,rarfile.RarFile}()", ":zip"},
    {":ssh_client.open_sftp()", ":sftp"},
    {"paramiko.SFTPClient.from_transport()", ":sftp"},
    {":sftp.__enter__()", ":sftp"},
    // What is open already: given where a path may be, it names nothing.
    {":flask_upload", ":stream"},
    {"{:flask_upload.stream,:upload.file,:upload_parameter.file}", ":stream"},
    {":upload", ":stream"},
    {":zip.open()", ":stream"},
    {":tar.extractfile()", ":stream"},
    {"{gzip.open,gzip.GzipFile,bz2.open,bz2.BZ2File,lzma.open,lzma.LZMAFile}()", ":unpacked"},
    {":unpacked.__enter__()", ":unpacked"},
};

// What an archive calls its members is its author's to say, wherever the archive lies.
// They are no part of an address: full == root says where a file lies.
constexpr core::SinkSet kNamesOfMembers =
    (Bit(SinkKind::kCount) - 1) & ~(Bit(SinkKind::kPath) | Bit(SinkKind::kArchive));

constexpr SourceModel kSources[] = {
    {":zip.{namelist,infolist}()", core::kRemoteSource, kNamesOfMembers},
    {":tar.{getmembers,getnames,next}()", core::kRemoteSource, kNamesOfMembers},
    {":tar[]", core::kRemoteSource, kNamesOfMembers},
};

constexpr SinkModel kSinks[] = {
    {"builtins.open", "0:file", SinkKind::kPath},
    {"builtins.file", "0", SinkKind::kPath},
    {"{gzip.GzipFile,bz2.BZ2File,lzma.LZMAFile,smart_open.open,fsspec.open,rarfile.RarFile,"
     "py7zr.SevenZipFile,pyzipper.AESZipFile,tinydb.TinyDB,lmdb.open,nbformat.read,"
     "patoolib.extract_archive,librosa.load,pydub.AudioSegment.from_file,diskcache.Cache,"
     "git.Repo,send2trash.send2trash,ebooklib.epub.read_epub,mutagen.File,camelot.read_pdf,"
     "tabula.read_pdf,trimesh.load,rasterio.open,geopandas.read_file,pyarrow.csv.read_csv,"
     "pyarrow.parquet.read_table,nibabel.load,pydicom.dcmread,baize.wsgi.FileResponse,"
     "baize.asgi.FileResponse}",
     "0:path :filename :file :name :archive", SinkKind::kPath, SinkWhen::kNoForm},
    {"{git.Repo.init,git.repo.base.Repo,git.repo.base.Repo.init,git.Git,git.cmd.Git,"
     "pygit2.Repository,pygit2.init_repository,pygit2.discover_repository,dulwich.repo.Repo,"
     "dulwich.repo.Repo.init,dulwich.repo.Repo.init_bare,dulwich.porcelain.init,"
     "dulwich.porcelain.open_repo,hglib.open,hglib.init}",
     "0:path :root :working_dir :path_or_repo :dest", SinkKind::kPath},
    {"{git.Repo.clone_from,git.repo.base.Repo.clone_from}", "1:to_path", SinkKind::kPath},
    {"{git.Repo,git.repo.base.Repo,git.Repo.init}().clone", "0:path", SinkKind::kPath},
    {"pygit2.clone_repository", "1:path", SinkKind::kPath},
    {"{dulwich.porcelain.clone,hglib.clone}", "1:target :dest", SinkKind::kPath},
    {"distutils.dir_util.{remove_tree,mkpath}", "0:directory :name", SinkKind::kPath},
    {"distutils.dir_util.copy_tree", "0:src 1:dst", SinkKind::kPath},
    {"distutils.file_util.{copy_file,move_file}", "0:src 1:dst", SinkKind::kPath},
    {"logging.basicConfig", ":filename", SinkKind::kPath},
    {"logging.handlers.{RotatingFileHandler,TimedRotatingFileHandler,WatchedFileHandler}",
     "0:filename", SinkKind::kPath},
    {"io.open", "0:file", SinkKind::kPath},
    {"io.FileIO", "0:file", SinkKind::kPath},
    {"io.open_code", "0:path", SinkKind::kPath},
    {"codecs.open", "0:filename", SinkKind::kPath},
    {"os.open", "0:path", SinkKind::kPath},
    {"os.fdopen", "", SinkKind::kPath},
    {"os.remove", "0:path", SinkKind::kPath},
    {"os.unlink", "0:path", SinkKind::kPath},
    {"os.rmdir", "0:path", SinkKind::kPath},
    {"os.removedirs", "0:name", SinkKind::kPath},
    {"os.mkdir", "0:path", SinkKind::kPath},
    {"os.makedirs", "0:name", SinkKind::kPath},
    {"os.rename", "0:src 1:dst", SinkKind::kPath},
    {"os.replace", "0:src 1:dst", SinkKind::kPath},
    {"os.link", "0:src 1:dst", SinkKind::kPath},
    {"os.symlink", "0:src 1:dst", SinkKind::kPath},
    {"os.chmod", "0:path", SinkKind::kPath},
    {"os.chown", "0:path", SinkKind::kPath},
    {"os.listdir", "0:path", SinkKind::kPath},
    {"os.scandir", "0:path", SinkKind::kPath},
    {"os.walk", "0:top", SinkKind::kPath},
    {"os.truncate", "0:path", SinkKind::kPath},
    {"os.utime", "0:path", SinkKind::kPath},
    {"os.stat", "0:path", SinkKind::kPath},
    {"os.path.exists", "0:path", SinkKind::kPath},
    {"os.path.lexists", "0:path", SinkKind::kPath},
    {"os.path.isfile", "0:path", SinkKind::kPath},
    {"os.path.isdir", "0:s :path", SinkKind::kPath},
    {"os.path.getsize", "0:filename", SinkKind::kPath},
    {"os.path.getmtime", "0:filename", SinkKind::kPath},
    {":path.exists", "self", SinkKind::kPath},
    {":path.is_file", "self", SinkKind::kPath},
    {":path.is_dir", "self", SinkKind::kPath},
    {"shutil.copy", "0:src 1:dst", SinkKind::kPath},
    {"shutil.copy2", "0:src 1:dst", SinkKind::kPath},
    {"shutil.copyfile", "0:src 1:dst", SinkKind::kPath},
    {"shutil.copytree", "0:src 1:dst", SinkKind::kPath},
    {"shutil.move", "0:src 1:dst", SinkKind::kPath},
    {"shutil.rmtree", "0:path", SinkKind::kPath},
    {"shutil.make_archive", "0:base_name 2:root_dir 3:base_dir", SinkKind::kPath},
    {"shutil.unpack_archive", "0:filename 1:extract_dir", SinkKind::kPath},
    {"glob.glob", "0:pathname", SinkKind::kPath},
    {"glob.iglob", "0:pathname", SinkKind::kPath},
    {"{ctypes.CDLL,ctypes.PyDLL,ctypes.WinDLL,ctypes.cdll.LoadLibrary,ctypes.windll.LoadLibrary}",
     "0:name", SinkKind::kPath},
    {"importlib.{util.spec_from_file_location,machinery.SourceFileLoader}", "1:location :path",
     SinkKind::kPath},
    {"imp.load_source", "1:pathname", SinkKind::kPath},
    {"pdfkit.from_file", "0:input", SinkKind::kPath},
    {"imgkit.from_file", "0:filename", SinkKind::kPath},
    {"weasyprint.{HTML,CSS}", ":filename", SinkKind::kPath},
    {"linecache.{getline,getlines,updatecache}", "0:filename", SinkKind::kPath},
    {"filecmp.{cmp,cmpfiles,dircmp}", "0:f1 1:f2 :a :b", SinkKind::kPath},
    {"sqlite3.connect", "0:database", SinkKind::kPath},
    {":zip.write", "0:filename", SinkKind::kPath},
    {"{PIL.Image.new,PIL.Image.open}().save", "0:fp", SinkKind::kPath},
    {"{cv2.imwrite,cv2.VideoCapture,imageio.imwrite,matplotlib.pyplot.savefig,soundfile.write,wave."
     "open}",
     "0", SinkKind::kPath},
    {":workbook.save", "0:filename", SinkKind::kPath},
    {"{numpy.savez_compressed,numpy.memmap,scipy.io.loadmat,scipy.io.savemat,"
     "pyarrow.parquet.read_table,polars.read_csv,polars.read_parquet,polars.scan_csv,xlsxwriter."
     "Workbook,"
     "fitz.open,pdfplumber.open,dbm.dumb.open}",
     "0", SinkKind::kPath},
    {"mmap.mmap", "", SinkKind::kPath},
    {"gzip.open", "0:filename", SinkKind::kPath},
    {"bz2.open", "0:filename", SinkKind::kPath},
    {"lzma.open", "0:filename", SinkKind::kPath},
    {"tarfile.{open,TarFile,TarFile.open}", "0:name", SinkKind::kPath},
    {"zipfile.ZipFile", "0:file", SinkKind::kPath, SinkWhen::kNoForm},
    {"fileinput.{input,FileInput}", "0:files", SinkKind::kPath},
    {"ssl.SSLContext().{load_cert_chain,load_verify_locations}", "0:certfile :cafile",
     SinkKind::kPath},
    {"aiofiles.open", "0:file", SinkKind::kPath},
    {"{aiofile.async_open,aiofile.AIOFile}", "0:file_specifier :filename", SinkKind::kPath},
    {"{joblib.dump,torch.save}", "1:filename :f", SinkKind::kPath},
    {"{fsspec,fsspec.core}.{open,open_files,open_local,get_mapper}", "0:urlpath", SinkKind::kPath},
    {"fsspec.filesystem().{open,cat,cat_file,ls,rm,pipe,get,put,copy,move}", "0:path",
     SinkKind::kPath},
    {"werkzeug.utils.send_file", "0:path_or_file", SinkKind::kPath},
    {"anyio.open_file", "0:file", SinkKind::kPath},
    {"numpy.load", "0:file", SinkKind::kPath},
    {"numpy.loadtxt", "0:fname", SinkKind::kPath},
    {"numpy.save", "0:file", SinkKind::kPath},
    {"pandas.read_csv", "0", SinkKind::kPath, SinkWhen::kNoForm},
    {"pandas.read_excel", "0", SinkKind::kPath, SinkWhen::kNoForm},
    {"PIL.Image.open", "0:fp", SinkKind::kPath, SinkWhen::kNoForm},
    {"os.{access,lstat,lchown,lchmod,chflags,lchflags,readlink,pathconf,statvfs,mkfifo,mknod,chdir,"
     "chroot,setxattr,getxattr,listxattr,removexattr,add_dll_directory}",
     "0:path", SinkKind::kPath},
    {"os.fwalk", "0:top", SinkKind::kPath},
    {"os.renames", "0:old 1:new", SinkKind::kPath},
    {"os.path.{islink,ismount,getatime,getctime}", "0:path :filename", SinkKind::kPath},
    {"os.path.samefile", "0:f1 1:f2", SinkKind::kPath},
    {"shutil.{copymode,copystat,chown,disk_usage}", "0:src :path", SinkKind::kPath},
    {":path.{lstat,owner,group,lchmod,is_symlink,is_mount,is_socket,is_fifo,is_block_device,"
     "is_char_device,readlink,walk}",
     "self", SinkKind::kPath},
    {":path.rglob", "self 0:pattern", SinkKind::kPath},
    {":path.{hardlink_to,link_to,samefile,copy,copy_into,move,move_into}",
     "self 0:target :other_path :target_dir", SinkKind::kPath},
    {"aiofiles.os.{remove,unlink,mkdir,makedirs,rmdir,removedirs,listdir,scandir,stat,access,"
     "path.exists,path.isfile,path.isdir,path.getsize}",
     "0:path", SinkKind::kPath},
    {"aiofiles.os.{rename,renames,replace,link,symlink}", "0:src 1:dst", SinkKind::kPath},
    {"{numpy.fromfile,numpy.genfromtxt,numpy.savetxt,numpy.savez,pandas.read_json,pandas.read_"
     "parquet,"
     "pandas.read_table,pandas.read_feather,pandas.read_hdf,cv2.imread,h5py.File,openpyxl.load_"
     "workbook,"
     "xlrd.open_workbook,docx.Document,PyPDF2.PdfReader,pypdf.PdfReader,soundfile.read,netCDF4."
     "Dataset,"
     "dotenv.load_dotenv,logging.FileHandler,dbm.open}",
     "0", SinkKind::kPath},
    {":frame.{to_csv,to_excel,to_json,to_parquet,to_pickle,to_feather,to_hdf,to_html}", "0",
     SinkKind::kPath},
    {"tempfile.{NamedTemporaryFile,TemporaryFile,SpooledTemporaryFile}", ":dir :prefix :suffix",
     SinkKind::kPath},
    {"tempfile.{mkstemp,mktemp,mkdtemp,TemporaryDirectory}", "0:suffix 1:prefix 2:dir",
     SinkKind::kPath},
    {":tar.{add,gettarinfo}", "0:name", SinkKind::kPath},
    {":path.open", "self", SinkKind::kPath},
    {":path.read_text", "self", SinkKind::kPath},
    {":path.read_bytes", "self", SinkKind::kPath},
    {":path.write_text", "self", SinkKind::kPath},
    {":path.write_bytes", "self", SinkKind::kPath},
    {":path.unlink", "self", SinkKind::kPath},
    {":path.rmdir", "self", SinkKind::kPath},
    {":path.mkdir", "self", SinkKind::kPath},
    {":path.touch", "self", SinkKind::kPath},
    {":path.rename", "self 0:target", SinkKind::kPath},
    {":path.replace", "self 0:target", SinkKind::kPath},
    {":path.symlink_to", "self 0:target", SinkKind::kPath},
    {":path.chmod", "self", SinkKind::kPath},
    {":path.iterdir", "self", SinkKind::kPath},
    {":path.stat", "self", SinkKind::kPath},
    {":path.glob", "self 0:pattern", SinkKind::kPath},
    // The file here that something is copied to or from elsewhere.
    {":boto_client.upload_file", "0:Filename", SinkKind::kPath},
    {":boto_client.download_file", "2:Filename", SinkKind::kPath},
    {"boto3.resource().Bucket().upload_file", "0:Filename", SinkKind::kPath},
    {"boto3.resource().Bucket().download_file", "1:Filename", SinkKind::kPath},
    {"boto3.resource().Object().{download_file,upload_file}", "0:Filename", SinkKind::kPath},
    {"*.{download_to_filename,upload_from_filename}", "0:filename", SinkKind::kPath},
    {":sftp.get", "1:localpath", SinkKind::kPath},
    {":sftp.put", "0:localpath", SinkKind::kPath},
    {"{zlib,gzip,bz2,lzma,brotli,brotlicffi,zstd,snappy,lz4.frame,lz4.block,zlib_ng.zlib_ng}."
     "decompress",
     "0:data", SinkKind::kBomb},
    {"{zlib.decompressobj,bz2.BZ2Decompressor,lzma.LZMADecompressor,brotli.Decompressor,"
     "zstandard.ZstdDecompressor}().decompress",
     "0:data", SinkKind::kBomb, SinkWhen::kUnlimited},
    {":unpacked.{read,readline,readlines}", "self", SinkKind::kBomb, SinkWhen::kUnlimited},
    {":unpacked.__iter__", "self", SinkKind::kBomb},
    {":tar.extractall", "self 0:path", SinkKind::kArchive, SinkWhen::kUnfiltered},
    {":tar.extract", "0:member", SinkKind::kArchive, SinkWhen::kUnfiltered},
};

constexpr CleanModel kCleans[] = {
    {"os.path.relpath", kNormalPath | kRelativePath},
    {"os.path.basename", Bit(SinkKind::kPath) | Bit(SinkKind::kArchive)},
    {"ntpath.basename", Bit(SinkKind::kPath) | Bit(SinkKind::kArchive)},
    {"os.path.normpath", kNormalPath},
    {"os.path.abspath", kNormalPath},
    {"os.path.realpath", kNormalPath},
    {":path.{name,stem,suffix}", Bit(SinkKind::kPath) | Bit(SinkKind::kArchive)},
    {":path.resolve", kNormalPath},
    {":path.absolute", kNormalPath},
};

constexpr CarryModel kCarries[] = {
    {"{pathlib.Path,pathlib.PurePath,pathlib.PosixPath,pathlib.WindowsPath,pathlib.PurePosixPath,"
     "pathlib.PureWindowsPath,anyio.Path,trio.Path}",
     "*"},
    {":path.joinpath", "self *"},
    {":path.resolve", "self"},
    {":path.absolute", "self"},
    {":path.expanduser", "self"},
    {":path.with_suffix", "self 0"},
    {":path.with_name", "self 0"},
    {":path.exists", ""},
    {":path.is_file", ""},
    {":path.is_dir", ""},
    {":path.as_posix", "self"},
    {":path.relative_to", "self"},
    {":path.read_text", ""},
    {":path.read_bytes", ""},
    {":path.is_relative_to", ""},
    {":path.open", ""},
    {":path.stat", ""},
    {"os.path.join", "*"},
    {"os.path.normpath", "0"},
    {"os.path.abspath", "0"},
    {"os.path.realpath", "0"},
    {"os.path.dirname", "0"},
    {"os.path.expanduser", "0"},
    {"os.path.expandvars", "0"},
    {"os.path.splitext", "0"},
    {"os.path.split", "0"},
    {"os.path.basename", "0"},
    {"os.fspath", "0"},
    {"os.fsdecode", "0"},
    {"os.fsencode", "0"},
    {"os.path.commonpath", "0"},
    {"os.path.commonprefix", "0"},
    {"os.path.relpath", "0"},
    {"io.BytesIO", "0"},
    {"io.StringIO", "0"},
    {"codecs.open", ""},
    {"os.stat", ""},
    {"os.listdir", ""},
    {"os.scandir", ""},
    {"os.walk", ""},
    {"glob.glob", ""},
    {"io.open", ""},
    {"tempfile.mkdtemp", ""},
    {"tarfile.{open,TarFile,TarFile.open}", "0 1:mode 2:fileobj :fileobj"},
    {"zipfile.ZipFile", "0"},
    // What is in a member, and not what it is called.
    {":zip.{open,read}", "self"},
    {":tar.extractfile", "self"},
};

}  // namespace

constinit const ModelTable kFiles = {.same = kSame,
                                     .types = kTypes,
                                     .sources = kSources,
                                     .sinks = kSinks,
                                     .cleans = kCleans,
                                     .carries = kCarries};

}  // namespace meerkat::flow::models
