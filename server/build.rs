//! Takes the web files that Trunk built into the release binary, compressed. A debug build reads them from the
//! folder instead, and neither needs them to be there.

fn main() {
    let dist = "../dist";
    std::fs::create_dir_all(dist).expect("the folder for the web files can be made beside the server's");
    memory_serve::load_directory(dist);
    // They are compiled in too.
    println!("cargo::rerun-if-changed=migrations");
}
